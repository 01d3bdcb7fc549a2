import AuthCore
import Backends

/// Finds the sessions that a person names by `backend/clientId/username` or a unique part of it.
enum SessionSelection {
  /// The sessions that are named; of a large store no others are read.
  static func sessions(_ names: [String], in manager: SessionManager) async throws -> [Session] {
    try sessions(names, among: await snapshots(names, manager))
  }

  /// What is to be removed: sessions, and with `everything` also what is left of users without
  /// tokens, who are named by their whole `backend/clientId/username`.
  static func removals(
    _ names: [String],
    everything: Bool,
    in manager: SessionManager
  ) async throws -> [SessionID] {
    let snapshots = await snapshots(names, manager)
    let all = snapshots.flatMap(\.sessions)
    var found: [SessionID] = []
    for name in names {
      let isSession = all.contains { $0.id.description.hasSameBytes(as: name) }
      let left = isSession ? nil : try await leftover(name, everything: everything, in: manager)
      let id = try left ?? one(name, among: all, snapshots).id
      if !found.contains(id) { found.append(id) }
    }
    return found
  }

  /// Looks for the names, and once more for what is not found: a session that another program moves just now
  /// may be in neither of two backends that were read one after the other.
  private static func snapshots(
    _ names: [String],
    _ manager: SessionManager
  ) async -> [BackendSnapshot] {
    let snapshots = await look(for: names, manager)
    let found = snapshots.flatMap(\.sessions).map(\.id.description)
    let isComplete = names.allSatisfy { name in found.contains { $0.contains(name) } }
    if isComplete || snapshots.contains(where: isUnread) { return snapshots }
    return await look(for: names, manager)
  }

  private static func isUnread(_ snapshot: BackendSnapshot) -> Bool {
    if case .unavailable = snapshot.content { true } else { false }
  }

  /// Helpers get a person's time only where one of them is named.
  private static func look(
    for names: [String],
    _ manager: SessionManager
  ) async -> [BackendSnapshot] {
    let namesHelper = names.contains { $0.utf8.starts(with: "helper:".utf8) }
    return await HelperPatience.$isLong.withValue(HelperPatience.isLong && namesHelper) {
      await manager.snapshots(matching: names)
    }
  }

  private static func leftover(
    _ name: String,
    everything: Bool,
    in manager: SessionManager
  ) async throws -> SessionID? {
    guard let id = SessionID(name), manager.backends.contains(where: { $0.id == id.backend })
    else { return nil }
    let left = try await manager.leftovers(of: id)
    guard !left.isEmpty else { return nil }
    guard everything else {
      throw CommandFailure(
        "\(id) has no tokens, only \(left.joined(separator: ", ")); --everything removes that",
        code: CommandFailure.Code.unusableInput
      )
    }
    return id
  }

  static func sessions(_ names: [String], among snapshots: [BackendSnapshot]) throws -> [Session] {
    let all = snapshots.flatMap(\.sessions)
    var found: [Session] = []
    for name in names {
      let session = try one(name, among: all, snapshots)
      if !found.contains(where: { $0.id == session.id }) { found.append(session) }
    }
    return found
  }

  private static func one(
    _ name: String,
    among all: [Session],
    _ snapshots: [BackendSnapshot]
  ) throws -> Session {
    // By bytes: of two names that look alike only the one that was given is meant.
    if let exact = all.first(where: { $0.id.description.hasSameBytes(as: name) }) { return exact }
    let matches = all.filter { $0.id.description.contains(name) }
    if matches.count == 1, !name.isEmpty { return matches[0] }
    let unreadable = snapshots.compactMap { snapshot in
      switch snapshot.content {
      case .unavailable(let reason), .absent(let reason): "\(snapshot.id): \(reason)"
      case .sessions: nil
      }
    }
    guard !matches.isEmpty, !name.isEmpty else {
      let note = unreadable.isEmpty ? "" : " (not looked at: \(unreadable.joined(separator: "; ")))"
      throw CommandFailure(
        "no session matches \"\(name)\"\(note); authtop list shows what there is",
        code: CommandFailure.Code.unusableInput
      )
    }
    let shown = matches.prefix(5).map(\.id.description).joined(separator: ", ")
    let more = matches.count < SessionManager.matchLimit ? "" : " or more"
    throw CommandFailure(
      "\"\(name)\" matches \(matches.count)\(more) sessions: \(shown)"
        + "\(matches.count > 5 ? ", …" : ""); name more of it",
      code: CommandFailure.Code.unusableInput
    )
  }
}
