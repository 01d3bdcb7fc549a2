import AuthCore
import Synchronization

/// A store's key while the program runs, in memory alone; several who need it ask once.
final class KeyHolder: Sendable {
  private struct State {
    var key: StoreKey?
    var asking: Task<Result<StoreKey, StorageError>, Never>?
  }

  private let state = Mutex(State())
  let source: KeySource

  init(_ source: KeySource) {
    self.source = source
  }

  var key: StoreKey? { state.withLock { $0.key } }

  func take(_ key: StoreKey?) {
    state.withLock { $0.key = key }
  }

  /// Finds the key by the source; whoever comes meanwhile waits for the same answer.
  func find(_ record: VaultRecord) async throws(StorageError) {
    // Who may not ask answers for nobody else.
    guard KeyAsking.isAllowed else {
      if key?.name != record.name { take(try await ask(record).get()) }
      return
    }
    let task = state.withLock { state -> Task<Result<StoreKey, StorageError>, Never>? in
      if state.key?.name == record.name { return nil }
      if let asking = state.asking { return asking }
      let task = Task { await self.ask(record) }
      state.asking = task
      return task
    }
    guard let task else { return }
    let result = await task.value
    state.withLock { state in
      if state.asking == task { state.asking = nil }
      if case .success(let key) = result { state.key = key }
    }
    _ = try result.get()
  }

  private func ask(_ record: VaultRecord) async -> Result<StoreKey, StorageError> {
    do {
      guard let secret = try await source.secret(for: record) else {
        return .failure(.locked(by: record.kind.words))
      }
      return .success(try record.key(secret))
    } catch let error as StorageError {
      return .failure(error)
    } catch {
      return .failure(.failed(reason: "\(error)"))
    }
  }
}

extension VaultRecord.Kind {
  /// What it is, in a sentence.
  var words: String {
    switch self {
    case .passphrase: "a passphrase"
    case .secretService: "a key in the Secret Service"
    }
  }
}
