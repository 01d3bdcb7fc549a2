import AuthCore
import TestSupport
import Testing

@testable import TUI

/// One screen or box of the program with what it needs to be seen, at any size.
struct Gallery: Sendable, CustomTestStringConvertible {
  let name: String
  /// Whether its picture at 120 columns is worth keeping too.
  var isWide = false
  let open: @Sendable (_ columns: Int, _ rows: Int) async throws -> SampleApp

  var testDescription: String { name }

  init(
    _ name: String,
    isWide: Bool = false,
    _ open: @escaping @Sendable (Int, Int) async throws -> SampleApp
  ) {
    self.name = name
    self.isWide = isWide
    self.open = open
  }

  static let all = main + about + boxes + signIns

  /// A screen that some keys lead to from the main one.
  static func keys(_ name: String, isWide: Bool = false, _ keys: Key...) -> Gallery {
    Gallery(name, isWide: isWide) { columns, rows in
      var sample = try await sample(columns, rows)
      for key in keys { sample.press(key) }
      return sample
    }
  }

  static let alice = ManagerBench.id()

  /// Three users, a copy of the first, and the first one's tokens decoded.
  static func sample(_ columns: Int, _ rows: Int) async throws -> SampleApp {
    var sample = SampleApp(
      local: SampleApp.three,
      memory: [SampleTokens { $0.iat = 1_772_509_000 }],
      columns: columns,
      rows: rows,
      pools: ["web", "mobile"]
    )
    sample.app.setOrigin(WebOrigin("https://app.example.com"))
    let stored = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    let bench = ManagerBench(local: MemoryStorage(stored))
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(alice)))
    _ = sample.app.update(.checked(.session(alice), findings))
    return sample
  }

  /// The main screen with each tab of the detail.
  private static let main: [Gallery] = [
    keys("main", isWide: true), keys("access", isWide: true, .enter),
    keys("id", isWide: true, .enter, .character("l")),
    keys("id-revealed", .enter, .character("l"), .character("x")),
    keys("unfolded", .enter, .down, .down, .enter),
    keys("refresh", .enter, .character("l"), .character("l")),
    Gallery("devices") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.enter, .right, .right, .right)
      _ = sample.app.update(
        .poolSessions(alice, .known([device("authtop", true), device("Firefox")]))
      )
      return sample
    },
    keys("raw", .enter, .left, .left, .left),
    keys("checks-tab", isWide: true, .enter, .left, .left),
    Gallery("journal-tab", isWide: true) { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.enter, .left)
      let entries = try await entries().filter { $0.session != nil }
      _ = sample.app.update(.journalLoaded(entries, JournalFilter(session: alice)))
      return sample
    },
    keys("filter", isWide: true, .character("/"), .character("b"), .character("o")),
    keys("marked", .character(" "), .character(" ")), keys("one-backend", .character("2")),
    Gallery("what-if-shown", isWide: true) { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("@"), .ctrl("u"), .paste("+45 min"), .enter)
      return sample
    },
    Gallery("locked") { columns, rows in
      var sample = try await sample(columns, rows)
      _ = sample.app.update(.encrypted(.local, isLocked: true))
      return sample
    },
    Gallery("refused") { columns, rows in
      var sample = try await sample(columns, rows)
      let refusal = Refusal(
        kind: .revoked,
        name: "NotAuthorizedException",
        message: "Refresh Token has been revoked",
        date: ManagerBench.now
      )
      let failed = Event.Failed(id: alice, error: .refused(alice, refusal))
      sample.finish(.refreshed([], [failed], last: nil), of: [.refresh([alice])])
      return sample
    },
    Gallery("empty") { columns, rows in SampleApp(local: [], columns: columns, rows: rows) },
  ]

  static func device(_ name: String, _ isThis: Bool = false) -> UserSession {
    var session = UserSession(id: "tkn\(name)", type: "TOKEN")
    session.isCurrentSession = isThis
    session.deviceType = name
    session.lastIPAddress = "192.0.2.7"
    session.lastActiveDate = Double(ManagerBench.now.seconds - 180)
    return session
  }

  static let findings = [
    finding("id-token-missing", .error, .session(alice), .refresh),
    finding("expired", .warning, .session(ManagerBench.id(.local, "carol")), .signOut),
    finding("older-twin", .note, .client(.memory, clientID: "client1"), nil),
  ]

  private static func finding(
    _ code: String,
    _ severity: CheckSeverity,
    _ subject: Finding.Subject,
    _ next: NextStep?
  ) -> Finding {
    Finding(
      code: code,
      severity: severity,
      subject: subject,
      sentence: "what \(code) means for the login, said in one sentence that is not short",
      advice: "mend it",
      next: next,
      evidence: [
        CheckEvidence("access token", "scope", "openid"),
        CheckEvidence("access token", "email", "alice@example.com", isPersonal: true),
      ]
    )
  }

  /// A move, a switch and a refusal, as a manager writes them down.
  static func entries() async throws -> [JournalEntry] {
    let tokens = SampleTokens()
    let local = MemoryStorage(tokens.items.merging(tokens.pointer) { $1 })
    let bench = ManagerBench(local: local, memory: MemoryStorage())
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(
        name: "NotAuthorizedException",
        message: "Refresh Token has been revoked",
        status: 400
      )
    }
    _ = try? await bench.manager.refresh(alice)
    _ = try await bench.manager.move(alice, to: .memory)
    _ = try await bench.manager.activate(.memory)
    await bench.manager.flushJournal()
    return try await bench.manager.journal()
  }
}
