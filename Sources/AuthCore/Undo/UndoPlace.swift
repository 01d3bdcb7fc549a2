/// Where the values of a step are kept.
enum UndoPlace: Hashable, Sendable {
  /// In the log itself.
  case log
  /// In the process's memory.
  case process
  /// In the backend that they are of.
  case backend(BackendID)

  /// The place for one backend's values; authtop's own notes go to the log.
  init(_ id: BackendID?, _ backends: [Backend]) {
    guard let id, let backend = backends.first(where: { $0.id == id }) else {
      self = .log
      return
    }
    self =
      switch (backend.lifetime, backend.keepsItsUndo) {
      case (.process, _): .process
      case (.terminal, _), (_, true): .backend(id)
      case (.permanent, false): .log
      }
  }

  /// How privately and briefly a place keeps things.
  private var rank: Int {
    switch self {
    case .log: 0
    case .backend: 1
    case .process: 2
    }
  }

  /// A change's items by the places that keep them.
  ///
  /// A move carries the same tokens from one backend to another: they are kept only where the more
  /// private of both keeps them, so that nothing outlives the place it was moved to.
  static func sorted(
    _ change: LocalChange,
    _ backends: [Backend]
  ) -> [(UndoPlace, [UndoItem])] {
    let carries = change.kind == .move || change.kind == .undo
    let places = change.items.map { UndoPlace($0.backend, backends) }
    let common = carries ? places.max { $0.rank < $1.rank } : nil
    var sorted: [(UndoPlace, [UndoItem])] = []
    for (item, own) in zip(change.items, places) {
      let place = common ?? own
      if let index = sorted.firstIndex(where: { $0.0 == place }) {
        sorted[index].1.append(item)
      } else {
        sorted.append((place, [item]))
      }
    }
    return sorted
  }
}
