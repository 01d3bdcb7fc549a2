import AuthCore
import Glibc

/// New tokens that their backend would not take, while the command that got them still runs: they
/// exist nowhere else, so another backend is tried before it ends.
struct HeldTokens {
  /// Asks a person where to; nil where nobody can be asked, or the tokens are given up.
  typealias Ask = (_ question: String) -> String?

  let manager: SessionManager
  /// What `--or-to` says.
  let orTo: String?
  var ask: Ask = Self.askTerminal
  var tell: (String) -> Void = { StandardError.write($0) }

  /// Runs some work as `Wiring.with` does, and rescues the tokens that it could not store.
  static func with(
    _ options: PoolOptions,
    orTo: String?,
    _ work: (Wiring) async throws -> Void
  ) async throws {
    try await Wiring.with(options) { wiring in
      do {
        try await work(wiring)
      } catch let error as SessionError {
        let rescue = HeldTokens(manager: wiring.manager, orTo: orTo)
        print(SingleLine.text(try await rescue.rescue(after: error)))
      }
    }
  }

  /// Stores what an error left held; any other error is thrown again.
  func rescue(after error: SessionError) async throws -> String {
    guard let held = error.held else { throw error }
    return try await rescue(held)
  }

  /// Stores them where `--or-to` says or where a person says, who is asked until that worked: a slip
  /// of the keys loses no session.
  ///
  /// - Returns: what was done, in words.
  func rescue(_ held: HeldSession) async throws -> String {
    var wish = orTo
    tell("authtop: the new tokens are not stored in \(held.id.backend): \(held.reason)")
    while true {
      let places = await places(for: held)
      let names = places.map(\.rawValue).joined(separator: ", ")
      guard let target = wish ?? ask("Store them in (\(names)), or Enter to lose them: ") else {
        throw await lost(held, places)
      }
      wish = nil
      guard !isShortLived(target) else {
        tell("authtop: \(target) lives only as long as this command; choose another")
        continue
      }
      do throws(SessionError) {
        let session = try await manager.storeHeld(held.id, in: BackendID(target))
        if let left = await manager.heldSessions().first(where: { $0.id == held.id }) {
          tell(
            "authtop: other new tokens of \(held.id) are held too and end with this command: "
              + left.reason
          )
        }
        return
          "not stored in \(held.id.backend) (\(held.reason)); the new tokens are stored as \(session.id)"
      } catch {
        tell("authtop: \(error)")
      }
    }
  }

  /// Their own backend too, where there may be room by now.
  private func places(for held: HeldSession) async -> [BackendID] {
    let others = await manager.placesForHeld(held.id)
    return others.filter { !isShortLived($0.rawValue) } + [held.id.backend]
  }

  /// A command ends at once, and what it stored in memory with it.
  private func isShortLived(_ target: String) -> Bool {
    manager.backends.contains { $0.id.rawValue == target && $0.lifetime == .process }
  }

  /// Who has them when nobody stores them: a copy, or nobody.
  static func end(of held: HeldSession, _ manager: SessionManager) async -> String? {
    let copies = await manager.copiesOfHeld(held.id).map(\.description).joined(separator: ", ")
    guard !copies.isEmpty else { return nil }
    return
      "the new tokens of \(held.id.username) are stored as \(copies), and \(held.id.backend) could "
      + "not be written: \(held.reason); what it holds is unchanged and may be used up"
  }

  private func lost(_ held: HeldSession, _ places: [BackendID]) async -> CommandFailure {
    if let end = await Self.end(of: held, manager) {
      return CommandFailure(
        "\(end); refresh it when there is room",
        code: CommandFailure.Code.backendFailed
      )
    }
    let others = places.filter { $0 != held.id.backend }.map(\.rawValue).joined(separator: ", ")
    return CommandFailure(
      "the pool issued new tokens for \(held.id.username) that are not stored in \(held.id.backend): "
        + "\(held.reason); they are lost with this command, and what is stored stays as it is; "
        + "--or-to BACKEND stores them elsewhere\(others.isEmpty ? "" : " (\(others))")",
      code: CommandFailure.Code.backendFailed
    )
  }

  private static func askTerminal(_ question: String) -> String? {
    guard isatty(0) == 1 else { return nil }
    print(question, terminator: "")
    fflush(nil)
    guard let answer = readLine(), !answer.isEmpty else { return nil }
    return answer
  }
}
