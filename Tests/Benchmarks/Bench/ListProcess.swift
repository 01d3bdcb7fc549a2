import Glibc

/// `authtop list` as a process of its own: how long it takes and how much memory it needs at most.
struct ListProcess {
  /// The program that was built beside this one, nil where there is none.
  static var program: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
    let path = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/authtop"
    return access(path, X_OK) == 0 ? path : nil
  }

  private(set) var times: [Duration] = []
  /// The most memory that any of the runs held, in MiB.
  private(set) var memory = 0.0

  /// Runs it on a store's folder, with what it prints thrown away.
  mutating func run(_ program: String, home: String, _ arguments: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    let settings = ["AUTHTOP_HOME=\(home)", "HOME=\(home)", "PATH=/usr/bin:/bin"]
    var variables = settings.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var id: pid_t = 0
    var status: CInt = 0
    var usage = rusage()
    let clock = ContinuousClock()
    times.append(
      clock.measure {
        guard posix_spawn(&id, program, &actions, nil, &words, &variables) == 0 else { return }
        while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
      }
    )
    memory = max(memory, Double(usage.ru_maxrss) / 1024)
    if status != 0 { print("  authtop ended with \(status)") }
  }

  var median: Duration { times.sorted()[times.count / 2] }
}
