public import ArgumentParser
public import AuthCore

/// `authtop sign-in`: tokens for a user, by SRP or by password.
struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in",
    abstract: "Sign a user in and store the session.",
    discussion: """
      The password is asked for without echo, or read from the first line of standard input. \
      When the pool demands a new password it is asked for too, or read from the second line.
      """
  )

  @Argument(help: ArgumentHelp("The user name or alias.", valueName: "user"))
  var user: String

  @Option(help: ArgumentHelp("Store it there; default: the active backend.", valueName: "backend"))
  var backend: String?

  @Flag(help: "Read the password from standard input.")
  var passwordStdin = false

  @Option(
    help: ArgumentHelp(
      "srp proves the password without sending it; password sends it.",
      valueName: "srp|password"
    )
  )
  var flow: SignInFlow.Method = .srp

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let configuration = try Self.pool(wiring.manager.pools)
        let target: BackendID
        if let backend {
          target = BackendID(backend)
        } else {
          target = await wiring.manager.activeBackend()
        }
        try Self.refuseShortLived(target, wiring.manager)
        var source = PasswordSource(readsStandardInput: passwordStdin)
        let attempt = SignInAttempt(
          username: user,
          password: try source.password(prompt: "Password for \(user): "),
          method: flow,
          pool: configuration,
          backend: target
        )
        var progress = try await wiring.manager.signIn(attempt)
        while true {
          switch progress {
          case .signedIn(let session):
            print(SingleLine.text("signed in \(session.id)"))
            return
          case .asks(.newPassword(let required, let known), let attempt):
            let answer = try Self.newPassword(required, known, &source)
            progress = try await wiring.manager.answer(
              attempt,
              newPassword: answer.password,
              attributes: answer.attributes
            )
          }
        }
      }
    }
  }

  /// The one pool to sign in to.
  private static func pool(_ pools: Pools) throws -> PoolConfiguration {
    guard let first = pools.configurations.first else {
      throw CommandFailure(
        "no pool is configured; name one by --endpoint, --pool-id and --client-id, the AUTHTOP_ "
          + "variables or the configuration file",
        code: CommandFailure.Code.unusableInput
      )
    }
    guard pools.configurations.count == 1 else {
      let names = pools.configurations.map(\.name).joined(separator: ", ")
      throw CommandFailure(
        "several pools are configured (\(names)); name one by --pool",
        code: CommandFailure.Code.unusableInput
      )
    }
    return first
  }

  /// A command ends at once, and what it stored in memory with it.
  private static func refuseShortLived(_ target: BackendID, _ manager: SessionManager) throws {
    guard let backend = manager.backends.first(where: { $0.id == target }) else {
      throw SessionError.unknownBackend(target, known: manager.backends.map(\.id))
    }
    guard backend.lifetime != .process else {
      throw CommandFailure(
        "\(target) lives only as long as this command; nothing was sent; choose another with "
          + "--backend",
        code: CommandFailure.Code.refused
      )
    }
  }

  private static func newPassword(
    _ required: [String],
    _ known: [String: String],
    _ source: inout PasswordSource
  ) throws -> (password: Password, attributes: [String: String]) {
    let missing = required.filter { known[$0, default: ""].isEmpty }
    guard missing.isEmpty else {
      throw CommandFailure(
        "the pool demands a new password together with \(missing.joined(separator: ", ")), which "
          + "cannot be given here; nothing was stored",
        code: CommandFailure.Code.refused
      )
    }
    let password = try source.password(prompt: "The pool demands a new password: ")
    return (password, known.filter { required.contains($0.key) })
  }
}

extension SignInFlow.Method: ExpressibleByArgument {}
