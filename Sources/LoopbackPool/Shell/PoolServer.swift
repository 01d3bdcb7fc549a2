import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The pool's HTTP server: bytes in, bytes out, on the loopback address only.
struct PoolServer: Sendable {
  let port: Int
  private let channel: any Channel
  private let group: ServiceGroup
  private let task: Task<Void, Never>

  /// Listens, or says why not.
  static func start(port: Int, host: PoolHost) async throws(LoopbackPoolError) -> PoolServer {
    // Nothing may write to the terminal, which belongs to the screen.
    let logger = Logger(label: "pool") { _ in SwiftLogNoOpLogHandler() }
    let (started, starting) = AsyncStream<Result<any Channel, LoopbackPoolError>>.makeStream()
    let service: any Service
    do {
      service = try HTTPServerBuilder.http1().buildServer(
        configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port)),
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: logger,
        responder: { (request, writer: consuming ResponseWriter, _) in
          try await respond(to: request, writer, host: host)
        },
        onServerRunning: { starting.yield(.success($0)) }
      )
    } catch {
      throw .cannotListen(port: port, reason: "the server could not be set up")
    }
    var configuration = ServiceGroupConfiguration(services: [service], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(1)
    let group = ServiceGroup(configuration: configuration)
    let task = Task {
      do {
        try await group.run()
      } catch {
        starting.yield(.failure(.cannotListen(port: port, reason: reason(error))))
      }
      starting.finish()
    }
    for await result in started {
      let channel = try result.get()
      let found = channel.localAddress?.port ?? port
      return PoolServer(port: found, channel: channel, group: group, task: task)
    }
    throw .cannotListen(port: port, reason: "the server ended at once")
  }

  /// Accepts nothing more, then ends what is being answered.
  ///
  /// A connection that is just being accepted when the server closes would be dropped, which NIO calls a fault that
  /// ends the process: there is a moment between the two.
  func stop() async {
    try? await channel.setOption(.autoRead, value: false).get()
    try? await channel.eventLoop.scheduleTask(in: .milliseconds(20)) {}.futureResult.get()
    await group.triggerGracefulShutdown()
    await task.value
  }

  private static func respond(
    to request: Request,
    _ writer: consuming ResponseWriter,
    host: PoolHost
  ) async throws {
    let answer = await host.answer(await poolRequest(request))
    var headers = HTTPFields()
    for header in answer.headers {
      // Some headers, such as Set-Cookie, come more than once.
      if let name = HTTPField.Name(header.name) {
        headers.append(HTTPField(name: name, value: header.value))
      }
    }
    headers[.contentLength] = String(answer.body.count)
    let head = HTTPResponse(
      status: HTTPResponse.Status(code: answer.status),
      headerFields: headers
    )
    try await writer.write(
      response: head,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    )
  }

  /// The request without its socket, nil when its body is over the limit or breaks off.
  private static func poolRequest(_ request: Request) async -> PoolRequest? {
    guard let body = try? await request.body.collect(upTo: PoolState.bodyLimit) else { return nil }
    var answered = PoolRequest(
      method: request.method.rawValue,
      path: request.uri.path,
      target: HTTPField.Name("x-amz-target").flatMap { request.headers[$0] },
      body: Array(body.readableBytesView)
    )
    answered.query = request.uri.query ?? ""
    answered.cookies = request.headers[.cookie]
    answered.authorization = request.headers[.authorization]
    answered.contentType = request.headers[.contentType]
    answered.userAgent =
      request.headers[.userAgent]
      ?? HTTPField.Name("x-amz-user-agent").flatMap { request.headers[$0] }
    return answered
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "the server could not start" }
    return switch error.errnoCode {
    case EADDRINUSE: "the port is in use"
    case EACCES: "the port may not be used by this user"
    default: "the system refused (\(error.errnoCode))"
    }
  }
}
