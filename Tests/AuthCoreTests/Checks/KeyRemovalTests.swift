import TestSupport
import Testing

@testable import AuthCore

/// Keys that a check found left over: said one by one, removed as one step, and taken back.
struct KeyRemovalTests {
  private static let client = "CognitoIdentityServiceProvider.client1"
  private static let stuck = [
    "\(client).inflightOAuth", "\(client).oauthState", "\(client).oauthPKCE",
  ]
  private let tokens = SampleTokens()
  private var items: [String: String] {
    var items = tokens.items.merging(tokens.pointer) { $1 }
    items[Self.stuck[0]] = "true"
    items[Self.stuck[1]] = "secret-state"
    items[Self.stuck[2]] = "secret-verifier"
    items[tokens.key(.deviceKey)] = "device"
    items[tokens.key(.userData)] = #"{"email":"alice@example.com"}"#
    items["\(Self.client).bob.deviceKey"] = "bob's device"
    items["app.theme"] = "dark"
    return items
  }

  private func content(_ storage: MemoryStorage) async -> [String: String] {
    let items = await storage.items(withPrefix: "").map { ($0.key, $0.value) }
    return Dictionary(items, uniquingKeysWith: { first, _ in first })
  }

  @Test func `the plan has exactly the keys and never a value`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items))
    let plan = try await bench.manager.keyRemovalPlan(Self.stuck, in: .local)
    #expect(plan.items.map(\.key) == Self.stuck && plan.kept == [])
    #expect(plan.items.allSatisfy { !$0.meaning.isEmpty })
    for secret in ["secret-state", "secret-verifier"] { #expect(!"\(plan)".contains(secret)) }
  }

  @Test func `what a session lives by and what is not Amplify's stays`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let keys = [
      tokens.key(.accessToken), tokens.key(.idToken), tokens.key(.refreshToken),
      tokens.key(.deviceKey), tokens.key(.clockDrift), "\(Self.client).LastAuthUser", "app.theme",
      "\(Self.client).carol.deviceKey",
    ]
    let plan = try await bench.manager.keyRemovalPlan(keys, in: .local)
    #expect(plan.items == [] && plan.kept.map(\.key) == keys)
    let done = try await bench.manager.removeKeys(plan)
    #expect(done.items == [])
    #expect(await content(storage) == items)
    #expect(try await bench.manager.undoSteps() == [])
  }

  @Test func `keys go as one step, which is journalled and can be taken back`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let keys = Self.stuck + ["\(Self.client).bob.deviceKey", tokens.key(.userData)]
    let plan = try await bench.manager.keyRemovalPlan(keys, in: .local)
    let done = try await bench.manager.removeKeys(plan)
    #expect(done.items.map(\.key) == keys)
    #expect(await content(storage) == items.filter { !keys.contains($0.key) })
    let undo = try await bench.manager.undoPlan()
    #expect(undo.step.kind == .remove && undo.restores == ["put 5 keys back into local"])
    #expect(
      undo.step.title == "remove inflightOAuth, oauthState, oauthPKCE, deviceKey and 1 more keys "
        + "from local"
    )
    _ = try await bench.manager.undo(undo.step.id)
    #expect(await content(storage) == items)
    await bench.manager.flushJournal()
    let journal = try await bench.manager.journal()
    #expect(journal.contains { $0.kind == .removed && $0.detail == "deviceKey" })
    let loose = journal.first { $0.kind == .removed && $0.session == nil }
    #expect(loose?.detail == "inflightOAuth, oauthState, oauthPKCE" && loose?.backend == .local)
    for secret in ["secret-", "bob's device", "@example.com"] {
      #expect(!"\(journal)".contains(secret))
    }
  }

  @Test func `taking loose keys back tells the journal the place and no value`() async throws {
    let bench = ManagerBench(local: MemoryStorage(items))
    let plan = try await bench.manager.keyRemovalPlan([Self.stuck[2]], in: .local)
    _ = try await bench.manager.removeKeys(plan)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    await bench.manager.flushJournal()
    let restored = try await bench.manager.journal().first { $0.kind == .restored }
    #expect(restored?.backend == .local && restored?.detail == "remove oauthPKCE from local")
  }

  @Test func `what changed since it was shown stays`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let plan = try await bench.manager.keyRemovalPlan(Self.stuck, in: .local)
    await storage.setItem("another", forKey: Self.stuck[1])
    await storage.removeItem(Self.stuck[0])
    let done = try await bench.manager.removeKeys(plan)
    #expect(done.items.map(\.key) == [Self.stuck[2]])
    #expect(Set(done.kept.map(\.key)) == Set(Self.stuck.prefix(2)))
    #expect(await storage.getItem(Self.stuck[1]) == "another")
  }

  @Test func `a user who signed in since keeps the device's keys`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let bob = SampleTokens { $0.username = "bob" }
    let plan = try await bench.manager.keyRemovalPlan([bob.key(.deviceKey)], in: .local)
    #expect(plan.items.count == 1)
    for (key, value) in bob.items { await storage.setItem(value, forKey: key) }
    let done = try await bench.manager.removeKeys(plan)
    #expect(done.items == [] && done.kept.map(\.reason) == ["its user is signed in"])
    #expect(await storage.getItem(bob.key(.deviceKey)) == "bob's device")
  }

  @Test func `an undo that newer keys stand in the way of names them`() async throws {
    let storage = MemoryStorage(items)
    let bench = ManagerBench(local: storage)
    let plan = try await bench.manager.keyRemovalPlan(Self.stuck, in: .local)
    _ = try await bench.manager.removeKeys(plan)
    await storage.setItem("true", forKey: Self.stuck[1])
    let undo = try await bench.manager.undoPlan()
    #expect(undo.conflicts == ["local: \(Self.stuck[1]) changed"])
  }

  @Test(arguments: CheckCase.all)
  func `what a finding would remove silences it, and another has no keys`(
    one: CheckCase
  ) async throws {
    var store = CheckStore()
    one.fires(&store)
    let finding = try #require(try await store.findings().first { $0.code == one.code })
    #expect(finding.next != nil)
    #expect((finding.next == .removeKeys) == !finding.keys.isEmpty)
    guard finding.next == .removeKeys else { return }
    let bench = ManagerBench(local: MemoryStorage(store.local))
    let plan = try await bench.manager.keyRemovalPlan(finding.keys, in: .local)
    #expect(plan.items.map(\.key) == finding.keys)
    for key in finding.keys { store.local[key] = nil }
    #expect(try await store.findings().filter { $0.code == one.code } == [])
  }

  @Test func `a missing pointer is set with the next step`() async throws {
    var store = CheckStore()
    store.local["\(Self.client).LastAuthUser"] = nil
    let found = try await store.findings()
    let missing = try #require(found.first { $0.code == "pointer-missing" })
    #expect(missing.next == .point && missing.candidate == ManagerBench.id())
    #expect(found.first { $0.code == "orphan" }?.next == .point)
    let storage = MemoryStorage(store.local)
    let bench = ManagerBench(local: storage)
    let candidate = try #require(missing.candidate)
    #expect(try await bench.manager.point(to: candidate) == nil)
    store.local = await content(storage)
    #expect(try await store.findings() == [])
    store.local["\(Self.client).LastAuthUser"] = nil
    store.add(SampleTokens { $0.username = "bob" })
    let two = try await store.findings().first { $0.code == "pointer-missing" }
    #expect(two?.candidate == nil)
  }
}
