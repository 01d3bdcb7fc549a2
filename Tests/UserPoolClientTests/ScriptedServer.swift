import NIOCore
import NIOPosix
import NIOSSL

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
  private let server: NIOAsyncChannel<Connection, Never>
  private let task: Task<Void, any Error>

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

  typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  /// Listens; with a TLS context it speaks HTTPS.
  static func start(
    _ steps: [Step],
    tls: NIOSSLContext? = nil
  ) async throws -> ScriptedServer {
    let script = Script(steps)
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
    let port = server.channel.localAddress?.port ?? 0
    let task = Task {
      try await server.executeThenClose { connections in
        try await withThrowingDiscardingTaskGroup { group in
          for try await connection in connections {
            group.addTask { try? await serve(connection, script) }
          }
          group.cancelAll()
        }
      }
    }
    return ScriptedServer(
      endpoint: "\(tls == nil ? "http" : "https")://127.0.0.1:\(port)",
      script: script,
      server: server,
      task: task
    )
  }

  /// Takes no more connections and ends those that there are.
  ///
  /// A cancelled task would drop those that are accepted and not yet served, which NIO calls a fault.
  func stop() async {
    try? await server.channel.close()
    _ = await task.result
  }

  private static func serve(_ connection: Connection, _ script: Script) async throws {
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
