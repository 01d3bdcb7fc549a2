import AuthCore

extension App {
  /// Takes what a look at the stores found.
  mutating func takeLook(_ event: Event) -> [Effect] {
    switch event {
    case .loaded(let snapshot):
      context.take(snapshot)
      main.relist(context)
      wantedDetail = nil
    case .changed(let change):
      if context.take(change) { main.relist(context) }
      if change.concerns(main.selection) { wantedDetail = nil }
    case .encrypted(let backend, let isLocked): context.encrypted[backend] = isLocked
    case .detailLoaded(let detail):
      if detail.session.id == main.selection {
        if let before = main.detail { context.keep(earlier: before, before: detail) }
        main.detail = detail
      }
      for index in boxes.indices { boxes[index].take(event) }
    case .checked(let scope, let list):
      if case .session(let id) = scope { main.findings = SessionFindings(id: id, list: list) }
      for index in boxes.indices { boxes[index].take(event) }
    default: break
    }
    // What the checks said may be otherwise now.
    guard event.tellsSessions, case .checks(let box)? = boxes.last else { return [] }
    return [.check(box.scope)]
  }
}

extension Event {
  /// Whether the list may be another one after it.
  package var tellsSessions: Bool {
    switch self {
    case .loaded, .changed: true
    default: false
    }
  }
}
