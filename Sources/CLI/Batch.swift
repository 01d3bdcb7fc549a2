import ArgumentParser
import AuthCore

/// Work on several sessions: each succeeds or fails on its own, and the worst exit code counts.
enum Batch {
  static func run(
    _ ids: [SessionID],
    _ work: (SessionID) async throws -> String
  ) async throws {
    let code = try await each(ids) { print(SingleLine.text(try await work($0))) }
    if ids.isEmpty { StandardError.write("authtop: there is no session to work on") }
    if code != 0 { throw ExitCode(code) }
  }

  /// Works on each, says what failed, and goes on with the next one.
  ///
  /// - Returns: the worst exit code, 0 when nothing failed.
  static func each(
    _ ids: [SessionID],
    _ work: (SessionID) async throws -> Void
  ) async throws -> Int32 {
    var code: Int32 = 0
    for id in ids {
      do {
        try await work(id)
      } catch let error as SessionError {
        code = max(code, tell(CommandFailure(error)))
      } catch let failure as CommandFailure {
        code = max(code, tell(failure))
      }
    }
    return code
  }

  private static func tell(_ failure: CommandFailure) -> Int32 {
    StandardError.write("authtop: \(failure.message)")
    return failure.code
  }
}
