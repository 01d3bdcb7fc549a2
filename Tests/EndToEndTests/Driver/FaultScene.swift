import AuthCore
import Backends
import FoundationEssentials
import Glibc
import TestSupport

/// A home with sessions in three backends that can be put back as it was, and read without the program.
final class FaultScene {
  let place: Place
  let pool: PoolProcess
  let leader: TerminalLeader
  private let runtime: TemporaryFolder
  private var runtimePath: String { runtime.path }
  private var data: String { place.folder.path + "/data" }
  private var template: String { place.folder.path + "/template" }
  /// The folders whose files a fault concerns.
  var folders: [String] { [data, runtimePath] }
  private(set) var old = StoredState()

  /// Signs three users in: alice in the local store, bob in the jar, zoë in the terminal session.
  init() async throws {
    place = try Place(inMemory: true)
    guard let runtime = place.runtime else { throw StoryFailure(MemoryFolder.whyNot) }
    self.runtime = runtime
    pool = try PoolProcess(place)
    leader = try TerminalLeader(environment: place.environment(for: pool))
    for (user, backend) in [("alice", "local"), ("bob", "cookie"), ("zoë", "session")] {
      let run = try run("sign-in \(user) --backend \(backend) --password-stdin")
      guard run.code == 0 else { throw StoryFailure("no scene: \(run.text)") }
    }
    try await driftFar()
    mkdir(template, 0o700)
    try copy(from: data, to: template + "/data")
    try copy(from: runtimePath, to: template + "/runtime")
    try restore()
  }

  /// Runs authtop in the terminal session; with the demo's password where one is read.
  func run(
    _ arguments: String,
    _ variables: [String: String] = [:]
  ) throws -> (code: Int, text: String) {
    let settings = variables.map { "\($0)='\($1)'" }.joined(separator: " ")
    let password = "printf '\(PoolProcess.password)\\n' |"
    return try leader.run(
      "\(password) env \(settings) '\(BuiltProgram.path)' \(arguments)",
      by: .in(120)
    )
  }

  /// Stores a drift that no new token has: a real one, of some milliseconds, could come again by chance.
  private func driftFar() async throws {
    let now = NumericDate(seconds: Int64(time(nil)))
    let storages = try StoredState.storages(data, at: now).map(\.1) + [session()]
    for storage in storages {
      for item in try await storage.items(withPrefix: "") where item.key.hasSuffix(".clockDrift") {
        try await storage.setItem("1500", forKey: item.key)
      }
    }
  }

  /// Puts every file back.
  func restore() throws {
    for (copy, original) in [("/data", data), ("/runtime", runtimePath)] {
      for name in try FileManager.default.contentsOfDirectory(atPath: original) {
        try FileManager.default.removeItem(atPath: "\(original)/\(name)")
      }
      try self.copy(from: template + copy, to: original)
    }
  }

  private func copy(from source: String, to target: String) throws {
    mkdir(target, 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: source) {
      let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
      var status = stat()
      guard stat(from, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        try copy(from: from, to: to)
      } else {
        try FileManager.default.copyItem(atPath: from, toPath: to)
        chmod(to, 0o600)
      }
    }
  }

  /// What is stored now.
  func state() async throws -> StoredState {
    try await StoredState.read(data, beside: [("session", session())])
  }

  private func session() throws -> TerminalSessionStorage {
    try .open(directory: runtimePath + "/authtop", leader: .process(leader.child.id))
  }

  func remember() async throws { old = try await state() }
}
