import AuthCore
import Glibc

/// New tokens that their backend would not take, while the command that got them still runs: they
/// exist nowhere else, so another backend is tried before it ends.
enum HeldTokens {
  /// Runs some work as `Wiring.with` does, and rescues the tokens that it could not store.
  static func with(
    _ options: PoolOptions,
    orTo: String?,
    _ work: (Wiring) async throws -> Void
  ) async throws {
    try await Wiring.with(options) { wiring in
      do {
        try await work(wiring)
      } catch SessionError.notSaved(let id, let reason) {
        print(SingleLine.text(try await rescue(id, reason, orTo: orTo, wiring.manager)))
      }
    }
  }

  /// Stores them where `--or-to` says or where a person at the terminal says.
  ///
  /// - Returns: what was done, in words.
  static func rescue(
    _ id: SessionID,
    _ reason: StorageError,
    orTo: String?,
    _ manager: SessionManager
  ) async throws -> String {
    let places = await manager.placesForHeld(id).filter { place in
      manager.backends.contains { $0.id == place && $0.lifetime != .process }
    }
    let names = places.map(\.rawValue).joined(separator: ", ")
    guard let target = orTo ?? ask(id, reason, names) else {
      throw CommandFailure(
        "the pool issued new tokens for \(id.username) but \(id.backend) could not be written: "
          + "\(reason); they are lost with this command, and what was stored is unchanged; "
          + "--or-to BACKEND stores them elsewhere\(names.isEmpty ? "" : " (\(names))")",
        code: CommandFailure.Code.backendFailed
      )
    }
    let session = try await manager.storeHeld(id, in: BackendID(target))
    return "\(id.backend) could not be written (\(reason)); the new tokens are stored as "
      + "\(session.id)"
  }

  private static func ask(_ id: SessionID, _ reason: StorageError, _ names: String) -> String? {
    guard isatty(0) == 1, !names.isEmpty else { return nil }
    StandardError.write(
      "authtop: \(id.backend) cannot take the new tokens: \(reason)"
    )
    print("Store them in (\(names)), or Enter to lose them: ", terminator: "")
    fflush(nil)
    let answer = readLine() ?? ""
    return answer.isEmpty ? nil : answer
  }
}
