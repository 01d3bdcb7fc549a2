public import ArgumentParser
public import AuthCore

/// `authtop sign-in`: tokens for a user, by whatever the pool asks for.
struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in",
    abstract: "Sign a user in and store the session.",
    discussion: """
      The password is asked for without echo, and then whatever the pool demands: a new password, \
      a code, a choice, the answer to its own challenge. With --answers-stdin all of it is read \
      from standard input, one line each in the order in which it is asked for, the password \
      first where the flow needs one; lines may come when they are known. A wrong code may be \
      followed by another. An authenticator that must be set up is shown as a QR code, with its \
      secret as text; a script gets the secret on standard output.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The user name or alias; with --managed it may be left out.",
      valueName: "user"
    )
  )
  var user: String?

  @Option(help: ArgumentHelp("Store it there; default: the active backend.", valueName: "backend"))
  var backend: String?

  @Flag(
    name: [.customLong("answers-stdin"), .customLong("password-stdin")],
    help: "Read the password and every further answer from standard input."
  )
  var answersStdin = false

  @Option(
    help: ArgumentHelp(
      "srp, the default, proves the password without sending it; password sends it; user-auth lets you choose "
        + "among the pool's factors; custom and custom-srp follow the pool's own challenges.",
      valueName: "srp|password|user-auth|custom|custom-srp"
    )
  )
  var flow: SignInFlow.Method?

  @Option(
    help: ArgumentHelp(
      "Take this factor wherever the pool offers it, by Cognito's name: PASSWORD, PASSWORD_SRP, "
        + "EMAIL_OTP, SMS_OTP, SMS_MFA or SOFTWARE_TOKEN_MFA.",
      valueName: "factor"
    )
  )
  var factor: SignInFactor?

  @Flag(help: "Tell the pool to remember this device, where the user decides.")
  var rememberDevice = false

  @OptionGroup var managed: ManagedOptions

  @Option(
    help: ArgumentHelp(
      "Store the tokens there when the backend cannot be written.",
      valueName: "backend"
    )
  )
  var orTo: String?

  @OptionGroup var pool: PoolOptions

  func validate() throws {
    guard user != nil || managed.managed else {
      throw ValidationError("Name a user, or sign in in the browser with --managed.")
    }
    // What would mean nothing is not passed over.
    let foreign = managed.managed ? given : managed.given
    if let option = foreign.first {
      throw ValidationError(
        managed.managed
          ? "With --managed the page asks for everything; leave \(option) out."
          : "\(option) is for --managed."
      )
    }
  }

  /// The options that were given and mean nothing in the browser.
  private var given: [String] {
    [
      (answersStdin, "--answers-stdin"), (flow != nil, "--flow"), (factor != nil, "--factor"),
      (rememberDevice, "--remember-device"),
    ].filter(\.0).map(\.1)
  }

  func run() async throws {
    try await reporting {
      try await HeldTokens.with(pool, orTo: orTo) { wiring in
        let configuration = try Self.pool(wiring.manager.pools)
        let target: BackendID
        if let backend {
          target = BackendID(backend)
        } else {
          target = await wiring.manager.activeBackend()
        }
        try Self.refuseShortLived(target, wiring.manager)
        if managed.managed {
          try await managed.signIn(user, at: configuration, into: target, wiring.manager)
        } else {
          try await signIn(to: configuration, in: target, wiring.manager)
        }
      }
    }
  }

  private func signIn(
    to pool: PoolConfiguration,
    in backend: BackendID,
    _ manager: SessionManager
  ) async throws {
    let user = user ?? ""
    let flow = flow ?? .srp
    var dialog = SignInDialog(
      source: AnswerSource(readsStandardInput: answersStdin),
      preferred: factor
    )
    let attempt = SignInAttempt(
      username: user,
      password: flow.needsPassword
        ? try dialog.source.password(prompt: "Password for \(user): ") : nil,
      method: flow,
      preferred: factor.flatMap { SignInFactor.first.contains($0) ? $0 : nil },
      pool: pool,
      backend: backend
    )
    var progress = try await manager.signIn(attempt)
    while true {
      switch progress {
      case .signedIn(let session):
        print(SingleLine.text("signed in \(session.id)"))
        return
      case .offersToRemember(let session):
        print(SingleLine.text("signed in \(session.id)"))
        try await decide(session.id, manager)
        return
      case .asks(let challenge, let attempt):
        progress = try await answer(challenge, attempt, manager, &dialog)
      }
    }
  }

  /// Goes on with an answer; one that the pool calls wrong may be followed by another.
  private func answer(
    _ challenge: SignInChallenge,
    _ attempt: SignInAttempt,
    _ manager: SessionManager,
    _ dialog: inout SignInDialog
  ) async throws -> SignInAttempt.Progress {
    while true {
      let reply = try dialog.reply(to: challenge)
      do throws(SessionError) {
        return try await manager.answer(attempt, reply)
      } catch {
        guard error.leavesQuestionOpen, try dialog.source.hasMore() else { throw error }
        dialog.source.tell("\(error)")
      }
    }
  }

  private func decide(_ id: SessionID, _ manager: SessionManager) async throws {
    guard rememberDevice else {
      StandardError.write("the pool does not remember this device; --remember-device asks for it")
      return
    }
    do throws(SessionError) {
      try await manager.rememberDevice(id)
    } catch {
      let failure = CommandFailure(error)
      throw CommandFailure(
        "signed in, but the device is not remembered: \(failure.message)",
        code: failure.code
      )
    }
    print("the pool remembers this device")
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
}

extension SignInFlow.Method: ExpressibleByArgument {}

extension SignInFactor: ExpressibleByArgument {
  public init?(argument: String) {
    let factor = SignInFactor(rawValue: argument.uppercased())
    guard Self.first.contains(factor) || Self.second.contains(factor) else { return nil }
    self = factor
  }
}
