import ArgumentParser
import AuthCore

/// `authtop demo`: the screen on a fresh loopback pool.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Open the screen on an embedded pool with users signed in by SRP.",
    discussion: """
      The pool listens on 127.0.0.1 and its stores are temporary: nothing of yours is touched, and \
      all of it goes when the screen closes. Sign in with i as any demo user; frank is asked for \
      an authenticator's code, grace for one by email, and heidi sets an authenticator up. The \
      codes appear in the sign-in box, marked as the demo's.
      """
  )

  func run() async throws {
    try await reporting {
      // The first frame need not wait for the pool's keys.
      let (mail, delivery) = AsyncStream<String>.makeStream()
      let starting = Task { try await Demo.start { delivery.yield($0) } }
      let seeding = Task { try await starting.value.seed() }
      let manager = Task { try await starting.value.wiring.manager }
      let result: Result<Int32, any Error>
      do {
        result = .success(
          try await ScreenSession(
            backends: Demo.backends,
            poolTitle: "\(Demo.poolID) (loopback)",
            pools: Demo.clientNames,
            settings: .none,
            signInHint: Demo.signInHint,
            mail: mail,
            manager: manager
          ).run()
        )
      } catch {
        result = .failure(error)
      }
      seeding.cancel()
      _ = await seeding.result
      if let demo = try? await starting.value { await demo.end() }
      let code = try result.get()
      if code != 0 { throw ExitCode(code) }
    }
  }
}
