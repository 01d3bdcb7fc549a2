/// What taking a step back would do, from what the step left and what is stored now; a pure value.
public struct UndoPlan: Equatable, Sendable {
  public let step: UndoStep
  /// What comes back and what goes, each a sentence.
  public private(set) var restores: [String] = []
  /// What stays as it is though the step changed it, because somebody changed it since.
  public private(set) var keeps: [String] = []
  /// Why it cannot be done: something newer would be overwritten.
  public private(set) var conflicts: [String] = []
  /// The keys to write, none of which holds anything newer.
  private(set) var items: [Item] = []

  /// A key to write back, with what it holds now.
  struct Item: Equatable, Sendable {
    let item: UndoItem
    let current: String?
  }

  /// Whether every key is as it was before the step already.
  public var isNothingLeft: Bool { items.isEmpty && conflicts.isEmpty }

  init(_ step: UndoStep, _ items: [UndoItem], current: [String?]) {
    self.step = step
    var changed: [BackendID: [String]] = [:]
    for (item, now) in zip(items, current) {
      switch item.standing(of: now) {
      case .restored: continue
      case .asLeft: self.items.append(Item(item: item, current: now))
      case .changed where item.isPointer:
        keeps.append(
          "LastAuthUser of \(Self.name(item.backend)) names \(now ?? "nobody") since and stays so"
        )
      // Beside tokens that come back it is no reason to keep them away.
      case .changed where item.isOfClient && step.kind == .signOut:
        keeps.append("what a browser sign-in left in \(Self.name(item.backend)) changed since")
      case .changed where item.backend == nil:
        conflicts.append("\(now ?? "another backend") is active now")
      case .changed:
        if let backend = item.backend { changed[backend, default: []].append(item.key) }
      }
    }
    conflicts += changed.sorted { $0.key < $1.key }.map(Self.conflict)
    describe()
  }

  private static func name(_ backend: BackendID?) -> String { backend?.rawValue ?? "authtop" }

  private static func conflict(_ backend: BackendID, _ keys: [String]) -> String {
    var users: [String] = []
    var names: [String] = []
    var loose: [String] = []
    for key in keys {
      guard case .tokenSet(_, let username, let name) = AmplifyKey(key) else {
        loose.append(key)
        continue
      }
      if !users.contains(where: { $0.hasSameBytes(as: username) }) { users.append(username) }
      names.append(name.rawValue)
    }
    let ofUsers = "\(names.joined(separator: ", ")) of \(users.joined(separator: ", "))"
    let all = (names.isEmpty ? [] : [ofUsers]) + loose
    return "\(backend): \(all.joined(separator: ", ")) changed"
  }

  private mutating func describe() {
    var counts: [BackendID: (back: Int, away: Int)] = [:]
    for one in items {
      guard let backend = one.item.backend else {
        let old = one.item.before.map { "make \($0) the active backend again" }
        restores.append(old ?? "make the first backend the active one again")
        continue
      }
      if one.item.isPointer {
        restores.append(
          "make LastAuthUser of \(backend) name \(one.item.before ?? "nobody") again"
        )
      } else if one.item.before != nil {
        counts[backend, default: (0, 0)].back += 1
      } else {
        counts[backend, default: (0, 0)].away += 1
      }
    }
    let texts = counts.sorted { $0.key < $1.key }.flatMap { backend, count in
      (count.back > 0 ? ["put \(count.back.keys) back into \(backend)"] : [])
        + (count.away > 0 ? ["remove \(count.away.keys) from \(backend)"] : [])
    }
    restores = texts + restores
  }

  /// The backends that the plan writes to.
  var backends: [BackendID] {
    Set(items.compactMap(\.item.backend)).sorted()
  }

  /// The writes to one backend of one kind: old values, pointers, removals.
  func changes(in backend: BackendID, _ phase: Phase) -> [StorageChange] {
    items.filter { $0.item.backend == backend && phase.contains($0.item) }.map(\.item.restoring)
  }

  /// The order of a move: copied, then pointed to, and removed last.
  enum Phase: CaseIterable {
    case copy, point, remove

    func contains(_ item: UndoItem) -> Bool {
      switch self {
      case .copy: !item.isPointer && item.before != nil
      case .point: item.isPointer && item.before != nil
      case .remove: item.before == nil
      }
    }
  }
}
