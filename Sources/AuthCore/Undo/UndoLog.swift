import Synchronization

/// The steps that can be taken back, and the values that this needs.
///
/// Summaries (`steps/…`) hold no token; values (`values/…`) do and are as private as the store.
/// Values of a backend that keeps things more privately than the log are kept there instead: what
/// dies with the process or the terminal dies with its undo, and what a helper encrypts stays so.
final class UndoLog: Sendable {
  private static let steps = "steps/"
  private static let values = "values/"
  /// What values are called inside a backend; no key of Amplify's scheme.
  static let foreignPrefix = "authtop.undo."

  private let storage: any ListingStorage
  private let backends: [Backend]
  let limits: UndoLimits
  /// Values of backends that live as long as the process.
  private let held = Mutex<[UndoStep.ID: [UndoItem]]>([:])

  init(storage: any ListingStorage, backends: [Backend], limits: UndoLimits) {
    self.storage = storage
    self.backends = backends
    self.limits = limits
  }

  /// Every step that is kept, the newest first.
  func steps(at now: NumericDate) async throws -> [UndoStep] {
    try await all().reversed().filter { now.milliseconds(since: $0.date) <= limits.age }
  }

  private static func id(_ item: StorageItem) -> UndoStep.ID {
    String(decoding: item.key.utf8.dropFirst(steps.utf8.count), as: UTF8.self)
  }

  private static func step(_ item: StorageItem) -> UndoStep? {
    UndoRecord.value(UndoRecord.self, item.value)?.step(id: id(item))
  }

  /// One step, nil when it was forgotten.
  func step(_ id: UndoStep.ID) async throws -> UndoStep? {
    let key = Self.steps + id
    return try await storage.getItem(key).flatMap { Self.step(StorageItem(key: key, value: $0)) }
  }

  /// Every step in the order of time.
  private func all() async throws -> [UndoStep] {
    try await storage.items(withPrefix: Self.steps).compactMap { Self.step($0) }
  }

  /// Records a change before it is made, and forgets what is too old or too many.
  func begin(_ change: LocalChange, at now: NumericDate) async throws -> UndoStep.ID {
    let known = try await storage.items(withPrefix: Self.steps)
    let step = UndoStep(
      id: TimedID.next(after: known.last.map { Self.id($0) }, at: now),
      date: now,
      kind: change.kind,
      title: change.title,
      sessions: change.sessions,
      backends: Set(change.items.compactMap(\.backend)).sorted(),
      beyond: change.beyond,
      isRevoked: change.isRevoked,
      undoes: change.undoes,
      end: .begun
    )
    var changes: [StorageChange] = []
    for (place, items) in UndoPlace.sorted(change, backends) {
      switch place {
      case .log:
        changes.append(
          .set(key: Self.values + step.id, value: try UndoRecord.text(items))
        )
      case .process: held.withLock { $0[step.id] = items }
      case .backend(let id):
        try await storage(of: id)?.setItem(
          try UndoRecord.text(items),
          forKey: Self.foreignPrefix + step.id
        )
      }
    }
    changes.append(.set(key: Self.steps + step.id, value: try UndoRecord.text(UndoRecord(step))))
    try await write(changes, of: step)
    _ = try? await forget(excess(of: known, adding: 1, at: now))
    return step.id
  }

  /// Writes a step; without it nobody would ever remove what the backends keep of it.
  private func write(_ changes: [StorageChange], of step: UndoStep) async throws {
    do {
      try await storage.makeChanges(changes)
    } catch {
      held.withLock { $0[step.id] = nil }
      _ = await forgetShares(of: step)
      throw error
    }
  }

  /// Notes how a step ended.
  func note(_ end: UndoStep.End, of id: UndoStep.ID) async throws {
    guard let text = try await storage.getItem(Self.steps + id),
      var record = UndoRecord.value(UndoRecord.self, text)
    else { return }
    record.end = end
    try await storage.setItem(try UndoRecord.text(record), forKey: Self.steps + id)
  }

  /// What a step changed; backends that took their share with them are named.
  func items(of step: UndoStep) async throws -> (items: [UndoItem], gone: [BackendID]) {
    var items = held.withLock { $0[step.id] } ?? []
    if let text = try await storage.getItem(Self.values + step.id) {
      items += UndoRecord.value([UndoItem].self, text) ?? []
    }
    for id in step.backends where UndoPlace(id, backends) == .backend(id) {
      guard
        let text = try await storage(of: id)?.getItem(Self.foreignPrefix + step.id)
      else { continue }
      items += UndoRecord.value([UndoItem].self, text) ?? []
    }
    let found = Set(items.compactMap(\.backend))
    let missing = step.backends.filter { !found.contains($0) }
    let ownKept = missing.filter { UndoPlace($0, backends) != .log }
    return (items, ownKept.isEmpty ? missing : ownKept)
  }

  /// Forgets steps and their values.
  ///
  /// - Returns: the backends that keep values still, because they could not be asked.
  @discardableResult
  func forget(_ steps: [UndoStep]) async throws -> [BackendID] {
    var changes: [StorageChange] = []
    var keeping: Set<BackendID> = []
    for step in steps {
      held.withLock { $0[step.id] = nil }
      // One that did not answer is not asked again for each of its steps.
      let left = await forgetShares(of: step, but: keeping)
      keeping.formUnion(left)
      let values = Self.values + step.id
      if left.isEmpty {
        changes += [.remove(key: values), .remove(key: Self.steps + step.id)]
      } else if try await storage.getItem(values) != nil {
        changes.append(.remove(key: values))
      }
    }
    if !changes.isEmpty { try await storage.makeChanges(changes) }
    return keeping.sorted()
  }

  /// Removes what backends keep of a step.
  ///
  /// - Returns: the helpers that must be asked again another time, also those that are not on the path this
  ///   time. A terminal's share ends with the terminal.
  private func forgetShares(
    of step: UndoStep,
    but silent: Set<BackendID> = []
  ) async -> [BackendID] {
    var left = step.backends.filter { id in !backends.contains { $0.id == id } }
    for backend in backends
    where step.backends.contains(backend.id)
      && UndoPlace(backend.id, backends) == .backend(backend.id)
    {
      do {
        guard !silent.contains(backend.id) else {
          left.append(backend.id)
          continue
        }
        try await backend.storage.removeItem(Self.foreignPrefix + step.id)
      } catch {
        if backend.lifetime == .permanent { left.append(backend.id) }
      }
    }
    return left
  }

  /// Forgets what is older than the limit or more than it allows.
  func trim(at now: NumericDate) async throws {
    let all = try await storage.items(withPrefix: Self.steps)
    try await forget(excess(of: all, adding: 0, at: now))
  }

  /// What is too old or too many; a name tells its time, so that few are taken apart.
  private func excess(
    of all: [StorageItem],
    adding count: Int,
    at now: NumericDate
  ) -> [UndoStep] {
    let extra = max(0, all.count + count - limits.count)
    return all.enumerated().filter { index, item in
      let time = TimedID.milliseconds(Self.id(item)) ?? 0
      return index < extra || now.milliseconds - time > limits.age
    }.compactMap { Self.step($0.element) }
  }

  private func storage(of id: BackendID) -> (any KeyValueStorage)? {
    backends.first { $0.id == id }?.storage
  }
}
