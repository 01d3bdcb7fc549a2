import ArgumentParser
import AuthCore

/// `authtop`: the screen on the user's own stores and pools.
struct InterfaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Open the screen (what authtop does without a command)."
  )

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      let environment = Wiring.environment
      let settings = try ConfigurationFile.settings(
        path: pool.config ?? environment["AUTHTOP_CONFIG"],
        environment: environment
      )
      let wiring = try Wiring(pool, asks: false)
      let pools = wiring.manager.pools.configurations
      let code: Int32
      do {
        code = try await ScreenSession(
          backends: wiring.manager.backends.map(\.id),
          poolTitle: pools.isEmpty ? "none configured" : pools.map(\.name).joined(separator: ", "),
          pools: pools.map(\.name),
          settings: settings,
          manager: Task { wiring.manager },
          lock: wiring.store.map {
            StoreLock($0, PassphraseSource(environment: Wiring.environment, asks: false))
          }
        ).run()
      } catch {
        await wiring.shutdown()
        throw error
      }
      // A signal ends the screen without a question.
      for held in await wiring.manager.heldSessions() {
        let end =
          await HeldTokens.end(of: held, wiring.manager)
          ?? "the new tokens of \(held.id.username) were stored nowhere and are lost: "
          + "\(held.id.backend): \(held.reason)"
        StandardError.write("authtop: \(end)")
      }
      await wiring.shutdown()
      if code != 0 { throw ExitCode(code) }
    }
  }
}
