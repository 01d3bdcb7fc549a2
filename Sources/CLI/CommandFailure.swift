import ArgumentParser
import AuthCore

/// Why a command ends without success: one line for standard error and the exit code.
struct CommandFailure: Error {
  let message: String
  let code: Int32

  /// The codes of the command line.
  enum Code {
    static let refused: Int32 = 1
    static let unusableInput: Int32 = 2
    static let backendFailed: Int32 = 3
  }

  init(_ message: String, code: Int32) {
    self.message = message
    self.code = code
  }

  init(_ error: SessionError) {
    message = "\(error)"
    code =
      switch error {
      case .notFound, .unknownBackend, .noPool: Code.unusableInput
      case .storage(_, let error): Self.code(error)
      case .notSaved, .removedMeanwhile, .notLocked, .notNoted, .copyDiffers: Code.backendFailed
      case .undo(.unknown), .undo(.ambiguous): Code.unusableInput
      case .undo(.log(let error)): Self.code(error)
      case .undo(.kept): Code.backendFailed
      case .pool(.refused): Code.refused
      case .pool: Code.backendFailed
      default: Code.refused
      }
  }

  init(_ error: StorageError) {
    message = "\(error)"
    code = Self.code(error)
  }

  private static func code(_ error: StorageError) -> Int32 {
    switch error {
    case .locked: Code.unusableInput
    case .wrongSecret: Code.refused
    default: Code.backendFailed
    }
  }
}

extension ParsableCommand {
  /// Runs a command's work; a failure becomes one line on standard error and the exit code.
  func reporting(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let error as SessionError {
      throw Self.exit(CommandFailure(error))
    } catch let error as StorageError {
      throw Self.exit(CommandFailure(error))
    } catch let failure as CommandFailure {
      throw Self.exit(failure)
    }
  }

  private static func exit(_ failure: CommandFailure) -> ExitCode {
    StandardError.write("authtop: \(failure.message)")
    return ExitCode(failure.code)
  }
}
