import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// The facts beside the items: always those of the items, whoever wrote them and how.
@Suite(.timeLimit(.minutes(20)))
struct SummaryIndexTests {
  private let folder: StoreFolder

  init() throws {
    folder = try StoreFolder()
  }

  @Test func `after random changes by several connections the facts are those of the items`()
    async throws
  {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let storages = [try folder.storage(), try folder.storage(), try folder.storage()]
    for round in 0..<400 {
      let storage = storages[Int.random(in: 0..<3, using: &random)]
      switch Int.random(in: 0..<20, using: &random) {
      case 0: try await storage.clear()
      case 1..<4: try await storage.removeItem(Self.key(&random))
      case 4..<9: try await storage.setItem(Self.value(&random), forKey: Self.key(&random))
      default:
        try await storage.apply(
          (0..<Int.random(in: 1...12, using: &random)).map { _ in
            Bool.random(using: &random)
              ? .set(key: Self.key(&random), value: Self.value(&random))
              : .remove(key: Self.key(&random))
          }
        )
      }
      guard round % 4 == 0 else { continue }
      try await expectTruth(storages[Int.random(in: 0..<3, using: &random)], "\(round), \(seed)")
    }
  }

  @Test func `what another program writes is taken in by the next look`() async throws {
    let storage = try folder.storage()
    let tokens = SampleTokens()
    try await storage.apply(tokens.items.map { .set(key: $0.key, value: $0.value) })
    let expired = SampleTokens { $0.iat = 1_600_000_000 }
    try folder.sqlite(
      """
      UPDATE item SET value = CAST('\(expired.access)' AS BLOB) \
      WHERE key = CAST('\(tokens.key(.accessToken))' AS BLOB)
      """
    )
    try await expectTruth(storage, "updated")
    try folder.sqlite("DELETE FROM item WHERE key = CAST('\(tokens.key(.idToken))' AS BLOB)")
    try await expectTruth(storage, "deleted")
    try folder.sqlite(
      "INSERT INTO item SELECT namespace, CAST(key || CAST('x' AS BLOB) AS BLOB), value FROM item LIMIT 1"
    )
    try await expectTruth(storage, "inserted")
  }

  @Test func `pages have every session once and end`() async throws {
    let storage = try folder.storage()
    for start in stride(from: 0, to: 300, by: 50) {
      try await storage.apply(
        (start..<start + 50).flatMap { number in
          SampleTokens { $0.username = "user.\(number)" }.items
            .map { .set(key: $0.key, value: $0.value) }
        }
      )
    }
    // A user with a device and no token is no session.
    let device = AmplifyKey.tokenSet(clientID: "client1", username: "user.1x", name: .deviceKey)
    try await storage.setItem("device", forKey: device.text)
    for limit in [1, 7, 100, 299, 300, 301] {
      var users: [SessionUser] = []
      while let page = try await storage.summaries(after: users.last, limit: limit) {
        users += page.rows.map(\.user)
        if page.rows.count < limit { break }
      }
      #expect(users.count == 300 && users == users.sorted() && Set(users).count == 300)
    }
  }

  @Test func `users are found by any part of their session's whole name, by bytes`() async throws {
    let storage = try folder.storage()
    let names = ["ann@a.dev", "ben_x", "ben%x", "zo\u{EB}", "zoe\u{308}", "a\u{0}b"]
    for name in names {
      let items = SampleTokens { $0.username = name }.items
      try await storage.apply(items.map { .set(key: $0.key, value: $0.value) })
    }
    func found(_ part: String, limit: Int = 9) async throws -> [String] {
      let users = try #require(try await storage.users(named: part, of: .local, limit: limit))
      return users.map(\.username).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    #expect(try await found("ann") == ["ann@a.dev"])
    #expect(try await found("cal/client1/be") == ["ben%x", "ben_x"])
    #expect(try await found("n_x") == ["ben_x"])
    #expect(try await found("n%x") == ["ben%x"])
    #expect(try await found("o\u{EB}").map { $0.utf8.count } == [4])
    #expect(try await found("a\u{0}b").count == 1)
    #expect(try await found("local/client1/").count == names.count)
    #expect(try await found("local", limit: 2).count == 2)
    #expect(try await found("cookie/").isEmpty)
    #expect(try await found("ANN").isEmpty)
  }

  @Test func `changes since a number are those users and no others`() async throws {
    let storage = try folder.storage()
    let users = ["ann", "ben", "cid"].map { name in SampleTokens { $0.username = name } }
    for user in users {
      try await storage.apply(user.items.map { .set(key: $0.key, value: $0.value) })
    }
    let start = try #require(try await storage.summaries(after: nil, limit: 10)).number
    #expect(try await storage.summaries(changedSince: start)?.rows.isEmpty == true)
    try await storage.setItem("7", forKey: users[1].key(.clockDrift))
    try await storage.apply(users[2].items.map { .remove(key: $0.key) })
    let page = try #require(try await storage.summaries(changedSince: start))
    #expect(page.rows.map(\.user.username) == ["ben"])
    #expect(page.rows.first?.facts.drift == "7")
    #expect(page.removed.map(\.username) == ["cid"])
    try await storage.clear()
    #expect(try await storage.summaries(changedSince: page.number) == nil)
  }

  @Test func `who came back after a removal is changed and not removed`() async throws {
    let storage = try folder.storage()
    let items = SampleTokens().items
    try await storage.apply(items.map { .set(key: $0.key, value: $0.value) })
    let start = try #require(try await storage.summaries(after: nil, limit: 1)).number
    try await storage.apply(items.map { .remove(key: $0.key) })
    try await storage.apply(items.map { .set(key: $0.key, value: $0.value) })
    let page = try #require(try await storage.summaries(changedSince: start))
    #expect(page.rows.count == 1 && page.removed.isEmpty)
  }

  @Test func `no token stands in the facts`() async throws {
    let storage = try folder.storage()
    let tokens = SampleTokens()
    try await storage.apply(tokens.items.map { .set(key: $0.key, value: $0.value) })
    let page = try #require(try await storage.summaries(after: nil, limit: 10))
    let dump = String(reflecting: page)
    for secret in [tokens.access, tokens.id, "refresh-1", "nobody"] {
      #expect(!dump.contains(secret))
    }
  }

  @Test func `a store of the first format is brought to this one with all its facts`() async throws
  {
    let storage = try folder.storage()
    for number in 0..<40 {
      let tokens = SampleTokens { $0.username = "user.\(number)" }
      try await storage.apply(tokens.items.map { .set(key: $0.key, value: $0.value) })
    }
    try await storage.setItem("user.3", forKey: AmplifyKey.lastAuthUser(clientID: "client1").text)
    try folder.goBackToFirstFormat()
    let again = try folder.storage()
    try await expectTruth(again, "migrated")
    #expect(try await again.summaries(after: nil, limit: 100)?.rows.count == 40)
    try await again.setItem("5", forKey: SampleTokens { $0.username = "user.7" }.key(.clockDrift))
    try await expectTruth(try folder.storage(), "written")
  }

  /// Whether sessions by facts are those that a scan of all items decodes.
  private func expectTruth(_ storage: LocalStorage, _ note: String) async throws {
    let items = try await storage.items(withPrefix: "")
    let scanned = SessionScan.scan(items, backend: .local, isActiveBackend: true)
    let page = try #require(try await storage.summaries(after: nil, limit: 100_000))
    let bench = SessionManager(
      backends: [Backend(id: .local, storage: storage, lifetime: .permanent)],
      state: MemoryStorage(),
      pools: Pools([]) { _ in ScriptedPool().userPool },
      clock: { ManagerBench.now }
    )
    let listed = try await bench.snapshot(of: .local).sessions
    try #require(listed == scanned.sessions, "\(note)")
    #expect(page.rows.count == scanned.sessions.count, "\(note)")
    for row in page.rows {
      let stored = try await storage.storedSession(
        clientID: row.user.clientID,
        username: row.user.username
      )
      try #require(row.facts == SessionFacts(stored), "\(note)")
    }
  }

  /// Few names, so that changes meet; some of them begin with another one and a dot.
  private static let users = ["a", "a.b", "a.accessToken", "ü", "u\u{308}", "z"]

  private static func key(_ random: inout SeededGenerator) -> String {
    let client = ["client1", "client2"].randomElement(using: &random) ?? ""
    let user = users.randomElement(using: &random) ?? ""
    guard let name = AmplifyKey.Name.allCases.randomElement(using: &random),
      Int.random(in: 0..<12, using: &random) > 0
    else {
      return [AmplifyKey.lastAuthUser(clientID: client).text, "other.key"]
        .randomElement(using: &random) ?? ""
    }
    return AmplifyKey.tokenSet(clientID: client, username: user, name: name).text
  }

  private static func value(_ random: inout SeededGenerator) -> String {
    let tokens = SampleTokens {
      $0.iat = Bool.random(using: &random) ? nil : Int64.random(in: 0...9, using: &random)
      $0.sub = users.randomElement(using: &random) ?? ""
      $0.originJTI =
        Bool.random(using: &random) ? nil : "family \(Int.random(in: 0..<3, using: &random))"
      $0.issuer = Bool.random(using: &random) ? nil : "https://issuer"
    }
    let others = [
      "", "12", "-340", " 7x", "none", "h.k.i.c.refresh", "not.a.token", #"{"loginId":"a"}"#,
      #"{"loginId":"ü@example.com"}"#, users[2], "z",
    ]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return tokens.access
    case 1: return tokens.id
    case 2:
      return SampleTokens.token([("cognito:groups", #"["a\u0000\"","ü"]"#), ("exp", "5")])
    default: return others.randomElement(using: &random) ?? ""
    }
  }
}
