import ArgumentParser
import AuthCore

/// `authtop sign-out`: end sessions here, or everywhere.
struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-out",
    abstract: "Sign sessions out, here or everywhere.",
    discussion: """
      Here: RevokeToken ends this sign-in's family of tokens, then the stored keys are removed. \
      Everywhere (--global): GlobalSignOut ends all of the user's sessions on every device. \
      Afterwards the old tokens are tried, and the pool's answers listed. Tokens that were handed \
      out stay valid for whatever verifies offline, until they expire. If the pool refuses, nothing \
      is removed; if it does not answer, the session says so until a repeat settles it.
      """
  )

  @Argument(help: ArgumentHelp("Which sessions.", valueName: "id"))
  var ids: [String]

  @Flag(help: "On every device.")
  var global = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Everywhere: renew an expired access token first, without which the pool refuses.")
  var refreshFirst = false

  @Flag(help: "Print JSON, one object a session.")
  var json = false

  @Flag(help: "Remove the stored keys although the pool refused or did not answer.")
  var removeAnyway = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        var ids = try await SessionSelection.sessions(self.ids, in: manager).map(\.id)
        var code: Int32 = 0
        if dryRun || !yes { (ids, code) = try await plans(of: ids, manager) }
        if !dryRun, !ids.isEmpty {
          if !yes { try Confirmation.ask("Sign out?") }
          code = max(code, try await signOut(ids, manager))
        }
        if code != 0 { throw ExitCode(code) }
      }
    }
  }

  private var scope: SignOutScope { global ? .everywhere : .here }

  /// Says what would be done; whom nothing could be planned for is left out.
  private func plans(
    of ids: [SessionID],
    _ manager: SessionManager
  ) async throws -> ([SessionID], Int32) {
    var planned: [SessionID] = []
    let code = try await Batch.each(ids) { id in
      let plan = try await manager.signOutPlan(id, scope: scope)
      print(json ? SignOutRecord.record(plan).text : SignOutText.plan(plan, at: Wiring.clock()))
      planned.append(id)
    }
    return (planned, code)
  }

  /// Signs each out, whatever becomes of the others.
  private func signOut(_ ids: [SessionID], _ manager: SessionManager) async throws -> Int32 {
    var reports: [SignOutReport] = []
    let code = try await Batch.each(ids) { id in
      do throws(SessionError) {
        let report = try await manager.signOut(
          id,
          scope: scope,
          removeAnyway: removeAnyway,
          refreshFirst: refreshFirst,
          naming: { RefreshCommand.notify(id, $0) }
        )
        print(
          json
            ? SignOutRecord.record(report).text : SignOutText.report(report, at: Wiring.clock())
        )
        reports.append(report)
      } catch {
        guard case .notFound(id) = error,
          let earlier = reports.first(where: { $0.removed.contains(id) })
        else { throw error }
        print(
          json
            ? SignOutRecord.record(id, removedWith: earlier).text
            : SignOutText.removed(id, with: earlier)
        )
      }
    }
    guard let failure = SignOutText.failure(reports) else { return code }
    StandardError.write("authtop: \(failure.message)")
    return max(code, failure.code)
  }
}
