import AuthCore
import Backends
import Glibc

/// A program that is killed while it writes, and other short-lived users of a local store.
///
/// Modes: `atomic` and `torn` write generations of token sets until killed and acknowledge each on
/// standard output; `set` stores one item; `probe` opens and writes as an ordinary user.
@main
enum KillWriter {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { exit(64) }
    do {
      switch arguments[1] {
      case "atomic": try await write(arguments[2]) { try await $0.apply($1) }
      case "torn": try await write(arguments[2]) { try await tear($0, $1) }
      case "set" where arguments.count == 5:
        try await open(arguments[2]).setItem(arguments[4], forKey: arguments[3])
        say("done")
      case "probe":
        if geteuid() == 0 { dropPrivileges() }
        try await probe(arguments[2])
      default: exit(64)
      }
    } catch {
      say("error \(error)")
      exit(3)
    }
  }

  private static func open(_ directory: String) throws -> LocalStorage {
    try LocalStore.open(directory: directory).storage(namespace: "sessions")
  }

  /// Writes one session after the other, each generation one higher than what is stored.
  private static func write(
    _ directory: String,
    change: @Sendable (LocalStorage, [StorageChange]) async throws -> Void
  ) async throws {
    let storage = try open(directory)
    var generation = 0
    for item in try await storage.items(withPrefix: "") {
      generation = max(generation, Generation(item.value)?.number ?? 0)
    }
    while true {
      generation += 1
      for session in 0..<Generation.sessions {
        let value = Generation(number: generation, session: session).text
        let changes = Generation.names.map { name in
          StorageChange.set(key: "user-\(session).\(name)", value: value + name)
        }
        try await change(storage, changes)
        say("\(session) \(generation)")
      }
    }
  }

  /// The negative control: one write after the other, as a storage without transactions does it.
  private static func tear(_ storage: LocalStorage, _ changes: [StorageChange]) async throws {
    for change in changes { try await storage.apply([change]) }
  }

  private static func probe(_ directory: String) async throws {
    let store = try LocalStore.open(directory: directory)
    let storage = store.storage(namespace: "sessions")
    say("items \(try await storage.items(withPrefix: "").count)")
    try await storage.setItem("value", forKey: "probe")
    say("written")
  }

  private static func dropPrivileges() {
    let nobody: uid_t = 65534
    guard setgid(nobody) == 0, setuid(nobody) == 0 else { exit(70) }
  }

  /// One write of a whole line, so that a kill leaves no half of it.
  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
  }
}
