import AuthCore
import Backends
import TestSupport
import Testing

/// What other programs write into the store's file is told by the store itself: exactly, and at any size.
@Suite(.timeLimit(.minutes(20)))
struct ForeignChangeTests {
  private let folder: StoreFolder

  init() throws {
    folder = try StoreFolder()
  }

  private static func tokens(_ number: Int, _ change: (inout SampleTokens) -> Void = { _ in })
    -> SampleTokens
  {
    SampleTokens {
      $0.username = "user-\(number)"
      $0.sub = "sub-\(number)"
      change(&$0)
    }
  }

  private func fill(_ count: Int) async throws {
    let storage = try folder.storage()
    for start in stride(from: 0, to: count, by: 500) {
      let numbers = start..<min(count, start + 500)
      try await storage.apply(
        numbers.flatMap { number in
          Self.tokens(number).items.map { .set(key: $0.key, value: $0.value) }
        }
      )
    }
  }

  /// A program of its own on the file; `journal` nil for one whose journal nobody sees.
  private func program(journal: Bool) throws -> ManagerBench {
    let store = try folder.open()
    return ManagerBench(
      local: store.storage(namespace: "sessions"),
      state: store.storage(namespace: "state"),
      journal: journal ? store.storage(namespace: "journal") : MemoryStorage()
    )
  }

  private func entries(_ bench: ManagerBench) async throws -> [String] {
    await bench.manager.flushJournal()
    return try await bench.manager.journal().map { entry in
      "\(entry.kind.rawValue) \(entry.source.rawValue) \(entry.session?.username ?? "-")"
    }
  }

  private func item(_ number: Int, _ name: AmplifyKey.Name) -> String {
    "key = CAST('\(Self.tokens(number).key(name))' AS BLOB)"
  }

  @Test func `among 1,500 sessions each change of another program is told once and by name`()
    async throws
  {
    try await fill(1500)
    let (one, two) = (try program(journal: true), try program(journal: true))
    _ = await one.manager.snapshots()
    #expect(try await entries(one) == [])
    let newer = Self.tokens(7) {
      $0.iat = 1_772_510_050
      $0.authTime = 1_772_510_000
    }
    try folder.sqlite(
      """
      UPDATE item SET value = CAST('\(newer.access)' AS BLOB) WHERE \(item(7, .accessToken));
      DELETE FROM item WHERE CAST(key AS TEXT) LIKE '%.user-8.%';
      INSERT INTO item SELECT namespace, \
      CAST('\(AmplifyKey.lastAuthUser(clientID: "client1").text)' AS BLOB), \
      CAST('user-9' AS BLOB) FROM item LIMIT 1
      """
    )
    for bench in [one, two, one] { _ = await bench.manager.snapshots() }
    _ = try await entries(two)
    #expect(
      Set(try await entries(one)) == [
        "refreshed other user-7", "removed other user-8", "pointer other user-9",
      ]
    )
    #expect(try await entries(one).count == 3)
  }

  @Test func `what another authtop did is never taken for somebody else's, however late it tells`()
    async throws
  {
    try await fill(30)
    let (slow, looking) = (try program(journal: false), try program(journal: true))
    _ = await looking.manager.snapshots()
    let before = try await entries(looking).count
    try await slow.manager.remove(ManagerBench.id(.local, "user-3"))
    _ = try await slow.manager.point(to: ManagerBench.id(.local, "user-4"))
    slow.pool.onRefresh { _ in
      Self.tokens(
        5,
        {
          $0.iat = 1_772_510_050
          $0.authTime = 1_772_510_000
        }
      ).answer
    }
    _ = try await slow.manager.refresh(ManagerBench.id(.local, "user-5"))
    for _ in 0..<2 { _ = await looking.manager.snapshots() }
    #expect(try await entries(looking).count == before)
  }

  @Test func `a small look is enough to notice`() async throws {
    try await fill(3)
    let bench = try program(journal: true)
    _ = await bench.manager.snapshots()
    let before = try await entries(bench).count
    try folder.sqlite("DELETE FROM item WHERE \(item(1, .idToken))")
    await bench.manager.noticeChanges(of: .local)
    #expect(try await entries(bench).first == "changed other user-1")
    #expect(try await entries(bench).count == before + 1)
  }

  @Test func `of very many changes the first are told by name, and how many more there are`()
    async throws
  {
    try await fill(1200)
    let bench = try program(journal: true)
    _ = await bench.manager.snapshots()
    try folder.sqlite("DELETE FROM item")
    await bench.manager.noticeChanges(of: .local)
    let found = try await entries(bench)
    #expect(found.count { $0.hasPrefix("removed other") } == 1000)
    await bench.manager.flushJournal()
    let more = try await bench.manager.journal(JournalFilter(kinds: [.changed]))
    #expect(more.map(\.detail) == ["and 200 more users' items were written"])
  }
}
