import AuthCore
import Backends
import Glibc

/// Short-lived users of a local store.
///
/// Modes: `set` stores one item, under a umask when one is given; `probe` opens and
/// writes as an ordinary user; `fill` writes until a limit on the file's size; `listen` starts and
/// stops listening and counts what stays open; `session` leads a terminal session, stores an item
/// and waits, `guard` waits for the end of one, and `helper` counts what calls of a helper leave
/// behind, `helper-watch` ends while one watches; `race` renews one session together with other
/// processes, and `vault` encrypts a store by the Secret Service, puts a value there and gets it, and
/// keeps a key under a name that looks like an option.
///
/// None outlives its test by much: standard input is a life line, and an alarm ends the rest.
@main
enum KillWriter {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { exit(64) }
    alarm(600)
    do {
      switch arguments[1] {
      case "set" where arguments.count >= 5:
        let mask = arguments.count == 6 ? mode_t(arguments[5], radix: 8) : nil
        if let mask { umask(mask) }
        let storage = try open(arguments[2])
        try await storage.setItem(arguments[4], forKey: arguments[3])
        say("done")
        if mask != nil { waitForTest() }
      case "probe":
        if geteuid() == 0 { dropPrivileges() }
        try await probe(arguments[2])
      case "fill": try await fill(arguments[2])
      case "race-seed": try await Racer.seed(arguments[2])
      case "race" where arguments.count == 4:
        try await Racer(arguments[2], isLocked: arguments[3] == "locked").run(say)
      case "listen": try await listen(arguments[2])
      case "session": try await lead(arguments[2])
      case "vault" where arguments.count >= 4:
        try await useVault(arguments[2], arguments[3], arguments.count > 4 ? arguments[4] : "")
      case "helper": try await callHelper(arguments[2])
      case "helper-watch": await watchHelper(arguments[2])
      case "guard": SessionGuard(arguments: Array(arguments.dropFirst(2)))?.run()
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

  private static func useVault(_ directory: String, _ verb: String, _ value: String) async throws {
    var environment: [String: String] = [:]
    for name in ["PATH"] { environment[name] = getenv(name).map { String(cString: $0) } }
    guard let service = SecretService(environment: environment) else { exit(70) }
    if verb == "name" { return try useKeyring(service, Array(repeating: 0xF8, count: 16)) }
    let store = try LocalStore.open(
      directory: directory,
      keys: KeySource(secretService: service) { nil }
    )
    let storage = store.storage(namespace: "sessions")
    switch verb {
    case "put": try await storage.setItem(value, forKey: "key")
    case "get": say("got \(try await storage.getItem("key") ?? "nothing")")
    case "on": say("wiped \(try await store.encrypt(.secretService(service)))")
    case "off": try await store.decrypt()
    default: exit(64)
    }
  }

  private static func useKeyring(_ service: SecretService, _ name: [UInt8]) throws {
    say("begins \(Base64URL.encode(name).prefix(1))")
    _ = try service.makeSecret(of: name)
    say("there \((try? service.secret(of: name)) != nil)")
    service.forget(name)
    say("there \((try? service.secret(of: name)) != nil)")
  }

  private static func probe(_ directory: String) async throws {
    let store = try LocalStore.open(directory: directory)
    let storage = store.storage(namespace: "sessions")
    say("items \(try await storage.items(withPrefix: "").count)")
    try await storage.setItem("value", forKey: "probe")
    say("written")
  }

  /// A file that may not grow stands for a disk that is full.
  private static func fill(_ directory: String) async throws {
    let storage = try open(directory)
    try await storage.setItem("first", forKey: "item 0")
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: 600_000, rlim_max: 600_000)
    guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(70) }
    for number in 1..<1000 {
      try await storage.setItem(String(repeating: "secret", count: 1000), forKey: "item \(number)")
      say("\(number)")
    }
  }

  private static func listen(_ directory: String) async throws {
    let storage = try open(directory)
    let stream = storage.changes()
    let listening = watchDescriptors()
    let listener = Task { for await _ in stream {} }
    listener.cancel()
    let others = (0..<50).map { _ in Task { for await _ in storage.changes() {} } }
    for other in others { other.cancel() }
    for other in [listener] + others { await other.value }
    let end = ContinuousClock.now + .seconds(60)
    // Giving the processor away: on a busy machine the ends of listening need it.
    while watchDescriptors() > 0, ContinuousClock.now < end { poll(nil, 0, 10) }
    say("\(listening) \(watchDescriptors())")
  }

  /// Leads a session of its own, as a shell does, until it is killed.
  private static func lead(_ directory: String) async throws {
    setsid()
    let program = CommandLine.arguments[0]
    let storage = try TerminalSessionStorage.open(
      directory: directory,
      leader: try .current(),
      startGuard: { $0.start(program, ["guard"]) }
    )
    try await storage.setItem("secret", forKey: "key")
    say("done")
    waitForTest()
  }

  /// Lives until it is killed, or until the test that holds the other end of its input is gone.
  private static func waitForTest() {
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) > 0 {}
  }

  private static func callHelper(_ path: String) async throws {
    let storage = HelperStorage(HelperClient(HelperProgram(path: path)))
    _ = try? await storage.getItem("k")
    let before = descriptors()
    for _ in 0..<200 { _ = try? await storage.getItem("k") }
    let hasChild = waitpid(-1, nil, WNOHANG) >= 0
    say("descriptors \(descriptors() - before) children \(hasChild ? 1 : 0)")
  }

  /// Ends at the first change that a helper tells of.
  private static func watchHelper(_ path: String) async {
    for await _ in HelperStorage(HelperClient(HelperProgram(path: path))).changes() {
      say("watching")
      exit(0)
    }
  }

  private static func descriptors() -> Int {
    (0..<1024).count { fcntl($0, F_GETFD) >= 0 }
  }

  private static func watchDescriptors() -> Int {
    (0..<1024).count { number in
      var buffer = [CChar](repeating: 0, count: 64)
      let count = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
      return buffer.prefix(max(0, count)).elementsEqual("anon_inode:inotify".utf8CString.dropLast())
    }
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
