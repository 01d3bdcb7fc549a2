import AuthCore
import TestSupport
import Testing

/// The contract is only worth something when a storage that breaks it fails.
struct StorageContractTests {
  /// Forgets whatever a test of it needs to be forgotten.
  private actor BrokenStorage: PagedStorage, AtomicStorage {
    enum Fault: CaseIterable {
      case losesValues, keepsRemoved, foldsSpellings, cutsAtNUL, ignoresClear
    }

    private let fault: Fault
    private var values: [String: String] = [:]

    init(_ fault: Fault) { self.fault = fault }

    func setItem(_ value: String, forKey key: String) {
      switch fault {
      case .losesValues: break
      case .cutsAtNUL: values[String(key.prefix { $0 != "\0" })] = value
      case .foldsSpellings, .keepsRemoved, .ignoresClear: values[key] = value
      }
    }
    func getItem(_ key: String) -> String? { values[key] }
    func removeItem(_ key: String) { if fault != .keepsRemoved { values[key] = nil } }
    func clear() { if fault != .ignoresClear { values = [:] } }
    func items(withPrefix prefix: String) -> [StorageItem] {
      values.filter { $0.key.hasPrefix(prefix) }.map { StorageItem(key: $0.key, value: $0.value) }
    }
    func items(withPrefix prefix: String, after key: String?, limit: Int) -> [StorageItem] {
      items(withPrefix: prefix)
    }
    func apply(_ changes: [StorageChange]) async {
      for change in changes {
        if case .set(let key, let value) = change { setItem(value, forKey: key) }
        await Task.yield()
      }
    }
  }

  @Test(arguments: BrokenStorage.Fault.allCases)
  private func `a storage with a fault breaks a promise`(fault: BrokenStorage.Fault) async {
    await #expect(throws: StorageContract.Breach.self) {
      for promise in StorageContract.verbs { try await promise.check(BrokenStorage(fault)) }
    }
  }

  @Test func `unordered listings and torn changes break promises`() async {
    await #expect(throws: StorageContract.Breach.self) {
      for promise in StorageContract.listing {
        try await promise.check(BrokenStorage(.foldsSpellings))
      }
    }
    await #expect(throws: StorageContract.Breach.self) {
      try await StorageContract.paging[1].check(BrokenStorage(.foldsSpellings))
    }
    await #expect(throws: StorageContract.Breach.self) {
      for promise in StorageContract.atomic {
        try await promise.check(BrokenStorage(.foldsSpellings))
      }
    }
  }
}
