import Glibc

/// The built program as a process of its own: how long a command takes and how much memory it needs.
struct ProgramRuns {
  /// The program that was built beside this one, nil where there is none.
  static var program: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
    let path = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/authtop"
    return access(path, X_OK) == 0 ? path : nil
  }

  private(set) var times: [Duration] = []
  /// What the processor spent on each run.
  private(set) var processorTimes: [Duration] = []
  /// The most memory that any of the runs held, in MiB.
  private(set) var memory = 0.0
  /// How many runs ended with another exit code than 0.
  private(set) var failures = 0

  /// Runs a command some times on a store's folder, with what it prints thrown away.
  init(_ program: String, home: String, _ arguments: [String], rounds: Int) {
    for _ in 0..<rounds { run(program, home, arguments) }
  }

  private mutating func run(_ program: String, _ home: String, _ arguments: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for number in CInt(0)..<3 {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    let settings = ["AUTHTOP_HOME=\(home)", "HOME=\(home)", "PATH=/usr/bin:/bin"]
    var variables = settings.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var id: pid_t = 0
    var status: CInt = 1
    var usage = rusage()
    let time = ContinuousClock().measure {
      guard posix_spawn(&id, program, &actions, nil, &words, &variables) == 0 else { return }
      while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
    }
    times.append(time)
    processorTimes.append(
      [usage.ru_utime, usage.ru_stime].reduce(.zero) {
        $0 + .seconds(Int($1.tv_sec)) + .microseconds(Int($1.tv_usec))
      }
    )
    memory = max(memory, Double(usage.ru_maxrss) / 1024)
    if status != 0 { failures += 1 }
  }
}
