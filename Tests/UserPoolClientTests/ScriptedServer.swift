import NIOCore
import NIOSSL
import UserPoolClient

/// A loopback server that answers each request with the next of some prepared bytes, right or wrong.
struct ScriptedServer {
  enum Step: Sendable {
    /// These bytes, and the connection stays.
    case answer(String)
    /// These bytes, and the connection ends.
    case answerAndClose(String)
    /// These bytes, and then nothing until the client gives up.
    case stall(String)
  }

  let endpoint: String
  let script: Script
  private let server: Server

  actor Script {
    private var steps: [Step]
    /// What came in, head and body as one text each.
    private(set) var requests: [String] = []

    init(_ steps: [Step]) {
      self.steps = steps
    }

    /// One more step, for an answer that must name the server's own address.
    func add(_ step: Step) { steps.append(step) }

    /// The next step; after the last, the connection just ends.
    func next(_ request: String) -> Step {
      requests.append(request)
      return steps.isEmpty ? .answerAndClose("") : steps.removeFirst()
    }
  }

  typealias Server = LoopbackServer<ByteBuffer, ByteBuffer>

  /// Listens; with a TLS context it speaks HTTPS.
  static func start(
    _ steps: [Step],
    tls: NIOSSLContext? = nil
  ) async throws -> ScriptedServer {
    let script = Script(steps)
    let server = try await Server.listen { channel in
      if let tls {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
      }
      return try Server.Connection(wrappingChannelSynchronously: channel)
    }
    await server.serve { try await serve($0, script) }
    return ScriptedServer(
      endpoint: "\(tls == nil ? "http" : "https")://127.0.0.1:\(server.port)",
      script: script,
      server: server
    )
  }

  func stop() async { await server.stop() }

  private static func serve(_ connection: Server.Connection, _ script: Script) async throws {
    try await connection.executeThenClose { inbound, outbound in
      var received = ""
      for try await bytes in inbound {
        received += String(decoding: bytes.readableBytesView, as: UTF8.self)
        guard isComplete(received) else { continue }
        let step = await script.next(received)
        received = ""
        switch step {
        case .answer(let text): try await outbound.write(ByteBuffer(string: text))
        case .stall(let text): try await outbound.write(ByteBuffer(string: text))
        case .answerAndClose(let text):
          try await outbound.write(ByteBuffer(string: text))
          return
        }
      }
    }
  }

  private static func isComplete(_ request: String) -> Bool {
    guard let end = request.utf8.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
    let head = request[..<end.lowerBound].lowercased()
    let length = head.split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
    return request.utf8.distance(from: end.upperBound, to: request.utf8.endIndex) >= length ?? 0
  }
}

extension ScriptedServer {
  /// An answer with a right length.
  static func http(_ status: Int, _ body: String, _ headers: [String] = []) -> String {
    let lines = ["HTTP/1.1 \(status) X", "content-length: \(body.utf8.count)"] + headers
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  /// An error as the service sends it.
  static func refusal(
    _ status: Int,
    _ name: String,
    _ message: String = "m",
    _ headers: [String] = []
  )
    -> String
  {
    http(
      status,
      #"{"__type":"\#(name)","message":"\#(message)"}"#,
      ["x-amzn-errortype: \(name):http://internal.amazon.com/x"] + headers
    )
  }
}
