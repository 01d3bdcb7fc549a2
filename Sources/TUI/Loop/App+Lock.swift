import AuthCore

extension App {
  /// Asks for the passphrase instead, when an effect needs tokens of a locked backend.
  mutating func asksForPassphrase(before effect: Effect) -> Bool {
    guard let backend = backends(of: effect).first(where: isLocked) else { return false }
    boxes.append(.unlock(UnlockScreen(backend, then: effect)))
    return true
  }

  /// The same for the detail of the chosen session.
  mutating func asksForPassphraseOfSelection() -> Bool {
    guard let selection = main.selection, isLocked(selection.backend) else { return false }
    boxes.append(.unlock(UnlockScreen(selection.backend, then: nil)))
    return true
  }

  /// A backend was opened: what waited for it goes on.
  mutating func opened(_ backend: BackendID) -> [Effect] {
    context.encrypted[backend] = false
    status = Status(kind: .done, text: "\(SafeText(foreign: backend.rawValue)) is open now")
    wantedDetail = nil
    for index in boxes.indices.reversed() {
      guard case .unlock(let box) = boxes[index], box.backend == backend else { continue }
      // It must not lie above what goes on now.
      boxes.remove(at: index)
      return box.effect.map { begin($0) } ?? []
    }
    return []
  }

  /// Closes the box on top; what waited for a passphrase that nobody typed ends here.
  mutating func close() {
    guard case .unlock(let box)? = boxes.popLast(), let effect = box.effect else { return }
    tellBoxes(.failed(.storage(box.backend, .locked(by: "a passphrase"))), of: effect)
  }

  private func isLocked(_ backend: BackendID) -> Bool { context.encrypted[backend] ?? false }

  /// The backends whose tokens an effect reads or writes.
  private func backends(of effect: Effect) -> [BackendID] {
    switch effect {
    case .refresh(let ids), .bulk(.refresh, let ids, _): ids.map(\.backend)
    case .move(let ids, let target): ids.map(\.backend) + [target]
    case .bulk(.move(let target), let ids, _): ids.map(\.backend) + [target]
    case .bulk(_, let ids, _): ids.map(\.backend)
    case .verify(let id), .planSignOut(let id, _), .signOut(let id, _, _): [id.backend]
    case .rememberDevice(let id), .loadPoolSessions(let id), .endPoolSession(_, _, of: let id),
      .verifyOnline(let id), .export(let id, _, to: _), .planHeld(let id):
      [id.backend]
    case .activateMoving(let target, let ids): ids.map(\.backend) + [target]
    case .storeHeld(_, in: let target), .planKeyRemoval(_, in: let target): [target]
    case .point(let id): [id.backend]
    case .removeKeys(let plan): [plan.backend]
    case .planUndo, .undo: [.local]
    case .signIn, .signInManaged: context.ledger.activeBackend.map { [$0] } ?? []
    default: []
    }
  }
}
