import Glibc
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import UserPoolClient

/// A bad network between a program and the pool: it passes requests on, or does not, or loses the answer.
///
/// Of a hundred requests 20 meet a server error, 10 are throttled, 5 get no answer and of 5 the connection
/// is reset after the pool has carried them out.
final class FaultyRoad: Sendable {
  /// What became of a request.
  enum Fate: String, CaseIterable {
    case serverError = "5xx"
    case throttled = "429"
    case stalled, reset, passed
  }

  private struct State {
    var random: SeededGenerator
    var isCalm = true
    var requests = 0
    /// Counts programs: what a killed one had sent is not the next one's.
    var program = 0
    var fates: [Fate: Int] = [:]
  }

  typealias Server = LoopbackServer<ByteBuffer, ByteBuffer>

  let endpoint: String
  private let port: Int
  private let state: Mutex<State>
  private let server: Server

  /// Listens on a port of its own, and leads to the pool's.
  init(to port: Int, seed: UInt64) async throws {
    self.port = port
    state = Mutex(State(random: SeededGenerator(seed: seed)))
    server = try await Server.listen { try Server.Connection(wrappingChannelSynchronously: $0) }
    endpoint = "http://127.0.0.1:\(server.port)"
    await server.serve { [self] connection in try await serve(connection) }
  }

  func stop() async { await server.stop() }

  /// Lets everything through while somebody signs in.
  func calm(_ isCalm: Bool) { state.withLock { $0.isCalm = isCalm } }

  /// How many requests came since the last call.
  func takeRequests() -> Int {
    state.withLock { state in
      defer { state.requests = 0 }
      return state.requests
    }
  }

  /// From now on only requests over new connections count.
  func beginProgram() {
    state.withLock { state in
      state.program += 1
      state.requests = 0
    }
  }

  var fates: [Fate: Int] { state.withLock { $0.fates } }

  private func next(of program: Int) -> (Fate, number: Int) {
    state.withLock { state in
      guard !state.isCalm else { return (.passed, 0) }
      if program == state.program { state.requests += 1 }
      let fate: Fate =
        switch Int.random(in: 0..<100, using: &state.random) {
        case 0..<20: .serverError
        case 20..<30: .throttled
        case 30..<35: .stalled
        case 35..<40: .reset
        default: .passed
        }
      state.fates[fate, default: 0] += 1
      return (fate, Int.random(in: 0..<4, using: &state.random))
    }
  }

  private func serve(_ connection: Server.Connection) async throws {
    let program = state.withLock { $0.program }
    try await connection.executeThenClose { inbound, outbound in
      var received: [UInt8] = []
      for try await bytes in inbound {
        received += bytes.readableBytesView
        guard Self.isComplete(received) else { continue }
        let (request, fate) = (received, next(of: program))
        received = []
        switch fate.0 {
        case .passed: try await outbound.write(ByteBuffer(bytes: try await forward(request)))
        case .serverError:
          // A gateway that gives up has often passed the request on.
          if fate.number == 3 { _ = try await forward(request) }
          try await outbound.write(ByteBuffer(string: Self.serverError(fate.number)))
        case .throttled: try await outbound.write(ByteBuffer(string: Self.throttled(fate.number)))
        case .stalled: if fate.number < 2 { _ = try await forward(request) }
        case .reset:
          _ = try await forward(request)
          // Closed at once, as by a machine that forgot the connection.
          let provider = connection.channel as? any SocketOptionProvider
          try await provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
          return
        }
      }
    }
  }

  /// The pool's answer.
  private func forward(_ request: [UInt8]) async throws -> [UInt8] {
    let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Server.Connection(wrappingChannelSynchronously: channel)
        }
      }
    return try await connection.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(bytes: request))
      var answer: [UInt8] = []
      for try await bytes in inbound {
        answer += bytes.readableBytesView
        if Self.isComplete(answer) { break }
      }
      return answer
    }
  }

  private static func isComplete(_ message: [UInt8]) -> Bool {
    guard let end = message.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
    let head = String(decoding: message[..<end.lowerBound], as: UTF8.self).lowercased()
    let length = head.split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
    return message.count - end.upperBound >= length ?? 0
  }

  private static func serverError(_ number: Int) -> String {
    switch number {
    case 0: answer(500, ["x-amzn-errortype: InternalErrorException:"], #"{"message":"m"}"#)
    case 1: answer(502, ["content-type: text/html"], "<html>")
    case 2: answer(503, [], "")
    default: answer(504, [], "")
    }
  }

  private static func throttled(_ number: Int) -> String {
    let wish = number < 2 ? ["retry-after: 1"] : []
    return answer(429, ["x-amzn-errortype: TooManyRequestsException:"] + wish, #"{"message":"m"}"#)
  }

  private static func answer(_ status: Int, _ headers: [String], _ body: String) -> String {
    let lines = ["HTTP/1.1 \(status) X", "content-length: \(body.utf8.count)"] + headers
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }
}
