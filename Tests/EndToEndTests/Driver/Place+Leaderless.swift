import FoundationEssentials
import Glibc
import TestSupport

extension Place {
  /// Runs a line of the shell in a terminal session whose leader has ended, as programs that a closed
  /// terminal, a scheduler or a build server left behind do.
  func runWithoutLeader(
    _ line: String,
    pool: PoolProcess,
    by deadline: Deadline = .in(60)
  ) throws -> (code: Int, text: String) {
    let output = "\(folder.path)/leaderless-\(UInt64.random(in: 0...UInt64.max))"
    // Its code appears at once and whole. Without the ninth descriptor only the leader is waited for.
    let work = """
      while kill -0 $$; do sleep 0.01; done 2>/dev/null
      { \(line); } >'\(output)' 2>&1
      echo $? >'\(output).new'
      mv '\(output).new' '\(output).code'
      """
    let leader = try Child(
      "/bin/sh",
      ["-c", "(\(work)) 9>&- </dev/null &"],
      environment: environment(for: pool).merging(["AUTHTOP": BuiltProgram.path]) { $1 },
      leadsSession: true
    )
    _ = try leader.end(by: deadline)
    while access(output + ".code", F_OK) != 0 {
      guard !deadline.hasPassed else { throw StoryFailure("\(line) hangs") }
      poll(nil, 0, 5)
    }
    let code = try String(contentsOfFile: output + ".code", encoding: .utf8)
    return (
      Int(code.filter(\.isNumber)) ?? -1, try String(contentsOfFile: output, encoding: .utf8)
    )
  }
}
