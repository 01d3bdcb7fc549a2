import FoundationEssentials
import TestSupport

/// A home of a test's own: no file of the user's is read or written, nor one of the user's terminal session.
final class Place {
  let folder: TemporaryFolder
  /// Where terminal sessions are stored; nil where there is no folder in memory, and so no such backend.
  let runtime: TemporaryFolder?
  /// What the programs of this place get to know.
  var environment: [String: String]

  /// Without the folder where whoever works here may have installed a helper of authtop's.
  private static let systemPath = "/usr/bin:/bin"

  init(inMemory: Bool = false) throws {
    folder = try TemporaryFolder(inMemory: inMemory)
    runtime = try MemoryFolder.base.map(TemporaryFolder.init(in:))
    for name in ["home", "config", "tmp"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)",
        withIntermediateDirectories: true
      )
    }
    environment = [
      "PATH": Self.systemPath,
      "HOME": folder.path + "/home",
      "XDG_CONFIG_HOME": folder.path + "/config",
      "XDG_RUNTIME_DIR": runtime?.path ?? folder.path + "/no-memory",
      "TMPDIR": folder.path + "/tmp",
      "AUTHTOP_HOME": folder.path + "/data",
      "TERM": "xterm-256color",
      "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
    ]
  }

  /// What other programs than authtop get to know, which may be installed elsewhere too.
  var foreignEnvironment: [String: String] {
    environment.merging(["PATH": "/usr/local/bin:\(Self.systemPath)"]) { $1 }
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(folder.path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// What lies in a folder of the place.
  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(self.folder.path)/\(folder)")
  }

  /// The environment with a pool named in it.
  func environment(for pool: PoolProcess) -> [String: String] {
    environment.merging([
      "AUTHTOP_ENDPOINT": pool.ready.endpoint,
      "AUTHTOP_POOL_ID": pool.ready.poolID,
      "AUTHTOP_CLIENT_ID": pool.ready.clientID,
    ]) { $1 }
  }

  /// Runs a command to its end.
  func run(
    _ arguments: String...,
    input: String = "",
    pool: PoolProcess? = nil
  ) throws -> CommandRun {
    try run(arguments, input: Array(input.utf8), pool: pool)
  }

  func run(
    _ arguments: [String],
    input: [UInt8] = [],
    pool: PoolProcess? = nil,
    seconds: Int = 120
  ) throws -> CommandRun {
    try CommandRun(
      arguments,
      input: input,
      environment: pool.map(environment(for:)) ?? environment,
      folder: folder.path,
      by: .in(seconds)
    )
  }

  /// Runs a line by the system's shell, as a person who pastes it would.
  func shell(_ line: String) throws -> CommandRun {
    try CommandRun(
      ["-c", line],
      of: "/bin/sh",
      input: [],
      environment: foreignEnvironment,
      folder: folder.path,
      by: .in(120)
    )
  }

  /// Opens the program's screen.
  func screen(
    _ arguments: String...,
    columns: Int = 120,
    rows: Int = 40,
    pool: PoolProcess? = nil,
    seconds: Int = 120
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      BuiltProgram.path,
      arguments,
      environment: pool.map(environment(for:)) ?? environment,
      columns: columns,
      rows: rows,
      deadline: .in(seconds)
    )
  }
}
