import AuthCore
import Synchronization
import Testing
import UserPoolClient

/// A client that does not really wait, and writes down how long it would have.
final class ClientBench: Sendable {
  private let waits = Mutex<[Duration]>([])

  var waited: [Duration] { waits.withLock { $0 } }

  func settings(_ change: (inout HTTPSettings) -> Void = { _ in }) -> HTTPSettings {
    var settings = HTTPSettings()
    settings.sleep = { wait in self.waits.withLock { $0.append(wait) } }
    settings.jitter = { 0 }
    change(&settings)
    return settings
  }

  /// Runs a test against scripted answers and ends both sides after it.
  @discardableResult
  func run<Result: Sendable>(
    _ steps: [ScriptedServer.Step],
    change: (inout HTTPSettings) -> Void = { _ in },
    _ body: (UserPool, ScriptedServer.Script) async throws -> Result
  ) async throws -> Result {
    let server = try await ScriptedServer.start(steps)
    let http = UserPoolHTTP(settings: settings(change))
    do {
      let result = try await body(http.userPool(for: Self.pool(server.endpoint)), server.script)
      await http.shutdown()
      await server.stop()
      return result
    } catch {
      await http.shutdown()
      await server.stop()
      throw error
    }
  }

  static func pool(_ endpoint: String) -> PoolConfiguration {
    PoolConfiguration(
      name: "test",
      endpoint: endpoint,
      poolID: "us-east-1_Loopback1",
      clientID: "client1"
    )
  }

  static let getUser = GetUserRequest(accessToken: "t")
  static let refresh = GetTokensFromRefreshTokenRequest(refreshToken: "r", clientID: "client1")
}

extension UserPoolError {
  /// The case's name, where a test does not care for the words.
  var kind: String {
    switch self {
    case .refused: "refused"
    case .unreachable: "unreachable"
    case .unanswered: "unanswered"
    case .unreadable: "unreadable"
    }
  }
}

/// Expects an operation to end with an error of a kind.
func expect(
  _ kind: String,
  sourceLocation: SourceLocation = #_sourceLocation,
  of operation: () async throws -> Void
) async {
  do {
    try await operation()
    Issue.record("no error", sourceLocation: sourceLocation)
  } catch {
    #expect((error as? UserPoolError)?.kind == kind, sourceLocation: sourceLocation)
  }
}
