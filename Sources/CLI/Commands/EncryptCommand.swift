import ArgumentParser
import AuthCore
import Backends

/// `authtop encrypt`: encryption of the local store's tokens.
struct EncryptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrypt",
    abstract: "Encrypt the tokens of the local store, and the undo log beside them.",
    discussion: """
      Names, expiry and state stay readable, so lists never ask. Whatever needs a token asks for \
      the passphrase on the terminal, or reads it from the first line of the file that \
      AUTHTOP_PASSPHRASE_FILE names (such as /dev/fd/3). It is never taken from an argument.
      """,
    subcommands: [
      EncryptStatusCommand.self, EncryptOnCommand.self, EncryptChangeCommand.self,
      EncryptOffCommand.self,
    ],
    defaultSubcommand: EncryptStatusCommand.self
  )

  /// The user's own store.
  static func store() throws -> LocalStore {
    try Wiring.store(PassphraseSource(environment: Wiring.environment, asks: true))
  }

  /// Why a file could not be rebuilt: whoever reads the old log keeps it there.
  static func reason(_ error: StorageError) -> String {
    if case .busy = error { return "another program is reading the store" }
    return error.cause
  }

  /// Seals the store anew and says what came of it.
  static func encrypt(_ store: LocalStore, _ protection: LocalStore.Protection) async throws {
    let wiping = try await store.encrypt(protection)
    print("the tokens of the local store are encrypted now")
    if case .failed(let error) = wiping {
      StandardError.write(
        "authtop: old values may be left in the store's file and its log: \(reason(error)); when that is "
          + "over run: authtop encrypt status --wipe"
      )
    }
  }
}

/// `authtop encrypt status`.
struct EncryptStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say whether the tokens are encrypted, and how their key is kept."
  )

  @Flag(help: "Rebuild the file, so that nothing of overwritten values is left in it.")
  var wipe = false

  func run() async throws {
    try await reporting {
      let store = try EncryptCommand.store()
      switch try await store.encryption() {
      case .off: print("off: the tokens of the local store are stored as they are")
      case .passphrase: print("on: the tokens are encrypted under a passphrase")
      case .secretService: print("on: the tokens are encrypted under a key in the Secret Service")
      }
      guard wipe else { return }
      if case .failed(let error) = await store.wipe() {
        throw CommandFailure(
          "the file was not rebuilt: \(EncryptCommand.reason(error)); every session is as it was, try again "
            + "when that is over",
          code: CommandFailure.Code.backendFailed
        )
      }
      print("the file was rebuilt")
    }
  }
}

/// `authtop encrypt on`.
struct EncryptOnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "on",
    abstract: "Encrypt the tokens under a passphrase, or under a key in the Secret Service."
  )

  @OptionGroup var new: NewKeyOptions

  func run() async throws {
    try await reporting {
      let store = try EncryptCommand.store()
      guard try await store.encryption() == .off else {
        throw CommandFailure(
          "the tokens are encrypted already; nothing was changed; authtop encrypt change takes "
            + "another passphrase",
          code: CommandFailure.Code.refused
        )
      }
      var lines = PassphraseLines()
      let protection = try new.protection(&lines, variable: PassphraseSource.variable)
      try await EncryptCommand.encrypt(store, protection)
    }
  }
}

/// `authtop encrypt change`.
struct EncryptChangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change",
    abstract: "Encrypt the tokens anew, under another passphrase or key.",
    discussion: """
      With --passphrase-stdin the first line is the passphrase until now and the second the new \
      one; else AUTHTOP_NEW_PASSPHRASE_FILE may name a file that has the new one.
      """
  )

  @OptionGroup var new: NewKeyOptions

  func run() async throws {
    try await reporting {
      let store = try EncryptCommand.store()
      let encryption = try await store.encryption()
      guard encryption != .off else {
        throw CommandFailure(
          "the tokens are not encrypted; nothing was changed; authtop encrypt on does it",
          code: CommandFailure.Code.refused
        )
      }
      var lines = PassphraseLines()
      if new.passphraseStdin, case .passphrase = encryption {
        try await store.unlock(StoreSecret(passphrase: try lines.next()))
      }
      // Asked for before the new one: a wrong passphrase is told at once.
      try await store.openKey()
      let protection = try new.protection(&lines, variable: PassphraseSource.nextVariable)
      try await EncryptCommand.encrypt(store, protection)
    }
  }
}

/// `authtop encrypt off`.
struct EncryptOffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "off",
    abstract: "Store the tokens as they are."
  )

  @Flag(help: "Read the passphrase from standard input.")
  var passphraseStdin = false

  func run() async throws {
    try await reporting {
      let store = try EncryptCommand.store()
      if passphraseStdin {
        var lines = PassphraseLines()
        try await store.unlock(StoreSecret(passphrase: try lines.next()))
      }
      try await store.decrypt()
      print("the tokens of the local store are stored as they are now")
    }
  }
}

/// What the key is to be kept under from now on.
struct NewKeyOptions: ParsableArguments {
  @Flag(help: "Keep the key in the Secret Service, by the program secret-tool.")
  var secretService = false

  @Flag(help: "Read the passphrase from standard input.")
  var passphraseStdin = false

  func protection(
    _ lines: inout PassphraseLines,
    variable: String
  ) throws -> LocalStore.Protection {
    guard !secretService else {
      guard let service = SecretService(environment: Wiring.environment) else {
        throw CommandFailure(
          "secret-tool is not on the path; nothing was changed; install libsecret-tools",
          code: CommandFailure.Code.unusableInput
        )
      }
      return .secretService(service)
    }
    let passphrases = PassphraseSource(environment: Wiring.environment, asks: true)
    let passphrase =
      if passphraseStdin {
        try lines.next()
      } else {
        try passphrases.given(variable) ?? PassphraseSource.askTwice()
      }
    guard passphrase.reveal().utf8.count >= 8 else {
      throw CommandFailure(
        "the passphrase is shorter than 8 bytes; nothing was changed; take a longer one",
        code: CommandFailure.Code.unusableInput
      )
    }
    return .passphrase(StoreSecret(passphrase: passphrase))
  }
}
