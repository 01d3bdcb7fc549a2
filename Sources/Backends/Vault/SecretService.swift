package import AuthCore
import Dispatch
import Glibc

/// The desktop's keyring, by the program `secret-tool`: secrets go over its standard input and
/// output only, never over its arguments.
package struct SecretService: Sendable {
  private let program: HelperProgram
  private let limits: HelperLimits

  /// Nil when there is no `secret-tool` on the path.
  ///
  /// It gets a minute: the keyring may ask the user to unlock it.
  package init?(environment: [String: String]) {
    let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let paths = folders.map { "\($0)/secret-tool" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    program = HelperProgram(path: path)
    var limits = HelperLimits()
    limits.seconds = 60
    self.limits = limits
  }

  /// The same without holding up other tasks: a keyring may wait for its user.
  func waitForSecret(of name: [UInt8]) async throws(StorageError) -> StoreSecret {
    let result = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          returning: Result { () throws(StorageError) in try self.secret(of: name) }
        )
      }
    }
    return try result.get()
  }

  /// The secret of a key's name; refuses with a reason when the keyring has none.
  package func secret(of name: [UInt8]) throws(StorageError) -> StoreSecret {
    let outcome = try run("lookup", name: name)
    // Some versions end the secret with a line feed on a terminal; none does so in a pipe.
    let text = outcome.answer.prefix { $0 != 0x0A }
    guard outcome.end == .exited(0), let bytes = try? Base64URL.decode(text), bytes.count == 32
    else {
      throw .unavailable(
        reason: "the Secret Service gave no key for this store\(Self.words(outcome)); unlock the "
          + "keyring that has it, or restore it"
      )
    }
    return StoreSecret(bytes: bytes)
  }

  /// Stores a new random secret under a key's name and reads it back.
  package func makeSecret(of name: [UInt8]) throws(StorageError) -> StoreSecret {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
    let label = ["--label", "authtop's token store"]
    let outcome = try run("store", label, name: name, input: Array(Base64URL.encode(bytes).utf8))
    guard outcome.end == .exited(0), try secret(of: name).bytes == bytes else {
      throw .unavailable(
        reason:
          "the Secret Service did not keep the key\(Self.words(outcome)); is a keyring running?"
      )
    }
    return StoreSecret(bytes: bytes)
  }

  /// Removes the secret of a key that no store is sealed with any more.
  package func forget(_ name: [UInt8]) {
    _ = try? run("clear", name: name)
  }

  private func run(
    _ verb: String,
    _ options: [String] = [],
    name: [UInt8],
    input: [UInt8] = []
  ) throws(StorageError) -> HelperProcess.Outcome {
    // One name in 64 begins as an option does.
    let attributes = ["--", "application", "authtop", "store", Base64URL.encode(name)]
    var process = try HelperProcess(program, words: [verb] + options + attributes)
    return process.finish(request: input, limits: limits)
  }

  /// The program's own first line, for a reason.
  private static func words(_ outcome: HelperProcess.Outcome) -> String {
    let line = outcome.message.split(separator: 0x0A).first.map(Array.init) ?? []
    let note = HelperMessage.note(line, secrets: [])
    return note.isEmpty ? "" : ": " + note
  }
}
