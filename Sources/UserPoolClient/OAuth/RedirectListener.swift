package import AuthCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// Waits on a loopback port for the browser that comes back from managed login.
///
/// One request a connection, no body is read, and every answer is a fixed page.
package struct RedirectListener: Sendable {
  /// What a request is answered with, and whether it was the one that was waited for.
  package struct Reply: Sendable {
    package let page: RedirectPage
    package let isLast: Bool

    package init(_ page: RedirectPage, isLast: Bool = false) {
      self.page = page
      self.isLast = isLast
    }
  }

  /// Answers a request by its method and target.
  package typealias Answer = @Sendable (_ method: String, _ target: String) async -> Reply

  private typealias Server = LoopbackServer<
    HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>
  >

  /// The redirect with the port that is listened on.
  package let redirect: LoopbackRedirect
  private let servers: [Server]

  /// Listens on the redirect's port, 0 being any free one.
  package static func start(
    _ redirect: LoopbackRedirect
  ) async throws(ManagedSignInError) -> RedirectListener {
    var redirect = redirect
    do {
      let first = try await bind(redirect.host == "[::1]" ? "::1" : "127.0.0.1", redirect.port)
      redirect.port = first.port
      var servers = [first]
      // A browser may take either address for the name; a machine may lack the newer one.
      if redirect.host == "localhost", let second = try? await bind("::1", redirect.port) {
        servers.append(second)
      }
      return RedirectListener(redirect: redirect, servers: servers)
    } catch {
      throw .cannotListen(port: redirect.port, reason: reason(error))
    }
  }

  /// Answers requests until one was the last or the task is cancelled; then nobody listens.
  package func serve(_ answer: @escaping Answer) async {
    let (ended, end) = AsyncStream<Void>.makeStream()
    for server in servers {
      await server.serve { connection in
        if await Self.answer(connection, answer) { end.finish() }
      }
    }
    for await _ in ended {}
    for server in servers { await server.stop() }
  }

  /// Whether the answer was the last; a browser that goes away before it has it is none of the sign-in's business.
  private static func answer(_ connection: Server.Connection, _ answer: Answer) async -> Bool {
    var isLast = false
    try? await connection.executeThenClose { inbound, outbound in
      for try await part in inbound {
        guard case .head(let request) = part else { continue }
        let reply = await answer(request.method.rawValue, request.uri)
        isLast = reply.isLast
        let html = ByteBuffer(string: reply.page.html)
        var headers = HTTPHeaders(reply.page.headers)
        headers.add(name: "content-length", value: String(html.readableBytes))
        let head = HTTPResponseHead(
          version: .http1_1,
          status: HTTPResponseStatus(statusCode: reply.page.status),
          headers: headers
        )
        try await outbound.write(.head(head))
        if request.method != .HEAD { try await outbound.write(.body(html)) }
        try await outbound.write(.end(nil))
        return
      }
    }
    return isLast
  }

  private static func bind(_ host: String, _ port: Int) async throws -> Server {
    try await Server.listen(host: host, port: port) { channel in
      try channel.pipeline.syncOperations.configureHTTPServerPipeline()
      try channel.pipeline.syncOperations.addHandler(ResponseParts())
      return try Server.Connection(wrappingChannelSynchronously: channel)
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "the system refused" }
    return switch error.errnoCode {
    case EADDRINUSE: "it is in use"
    case EACCES: "it may not be used by this user"
    default: "the system refused (\(error.errnoCode))"
    }
  }
}
