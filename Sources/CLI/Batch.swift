import ArgumentParser
import AuthCore

/// Work on several sessions: each succeeds or fails on its own, and the worst exit code counts.
enum Batch {
  static func run(
    _ ids: [SessionID],
    _ work: (SessionID) async throws -> String
  ) async throws {
    var code: Int32 = 0
    for id in ids {
      do {
        print(SingleLine.text(try await work(id)))
      } catch let error as SessionError {
        let failure = CommandFailure(error)
        StandardError.write("authtop: \(SingleLine.text(failure.message))")
        code = max(code, failure.code)
      }
    }
    if ids.isEmpty { StandardError.write("authtop: there is no session to work on") }
    if code != 0 { throw ExitCode(code) }
  }
}
