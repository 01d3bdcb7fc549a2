import AuthCore
import Backends
import Glibc

/// The local store with many sessions: the program's commands, pages, a change and a save.
struct StoreBench {
  private static let clock = ContinuousClock()

  private let path: String
  private let sessions: Int

  /// Measures a store of so many sessions, which is made for it and removed.
  static func run(sessions: Int, _ figures: inout Figures) async throws {
    var template = Array("/tmp/authtop-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw StorageError.failed(reason: "errno \(errno)") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { remove(path) }
    let bench = StoreBench(path: path, sessions: sessions)
    try await bench.fill(&figures)
    bench.measureProgram(&figures)
    try await bench.measureStore(&figures)
  }

  private func fill(_ figures: inout Figures) async throws {
    let storage = try open()
    let epoch = time(nil) - 3500
    let time = try await Self.clock.measure {
      for start in stride(from: 0, to: sessions, by: 500) {
        let numbers = start..<min(start + 500, sessions)
        try await storage.apply(
          numbers.flatMap { SampleSession.changes(number: $0, generation: 0, epoch: epoch) }
        )
      }
    }
    figures.add("all of them stored, 500 at a time", [time])
  }

  /// The program itself, as a process for each command.
  private func measureProgram(_ figures: inout Figures) {
    guard let program = ProgramRuns.program else { return print("no authtop beside Bench") }
    let part = "user-\(sessions / 2)@"
    let commands: [(String, [String], rounds: Int, isLimited: Bool)] = [
      ("list --json --limit 100", ["list", "--json", "--limit", "100"], 21, true),
      ("show PART-OF-AN-ID", ["show", part], 11, false),
      ("list --json", ["list", "--json"], 3, false), ("list", ["list"], 3, false),
    ]
    for (title, arguments, rounds, isLimited) in commands {
      let runs = ProgramRuns(program, home: path, arguments, rounds: rounds)
      let limit: Duration? = isLimited ? .milliseconds(50) : nil
      figures.add("`authtop \(title)`", runs.times, limit: limit)
      figures.add("`authtop \(title)`, processor time", runs.processorTimes)
      figures.add("`authtop \(title)`, memory", mebibytes: runs.memory, limit: 100)
      if runs.failures > 0 { print("authtop \(title): \(runs.failures) runs failed") }
    }
  }

  private func measureStore(_ figures: inout Figures) async throws {
    figures.add(
      "opening the store and its first page of 100",
      try await times(31) { _ in _ = try await open().summaries(after: nil, limit: 100) }
    )
    let storage = try open()
    let middle = SessionUser(username: "user-5", clientID: SampleSession.client)
    figures.add(
      "a page of 100 from the middle",
      try await times(31) { _ in _ = try await storage.summaries(after: middle, limit: 100) }
    )
    figures.add(
      "one save",
      try await times(101) { round in
        try await storage.apply(SampleSession.changes(number: round, generation: 1))
      },
      limit: .milliseconds(20)
    )
    // A store of its own, as another program has.
    let other = try open()
    figures.add(
      "one save, and what it changed read by another program",
      try await times(51) { round in
        let number = try await other.summaries(of: [])?.number ?? 0
        try await storage.apply(SampleSession.changes(number: round, generation: 2))
        guard try await other.summaries(changedSince: number)?.rows.count == 1 else {
          throw StorageError.failed(reason: "not one change")
        }
      }
    )
  }

  private func open() throws -> LocalStorage {
    try LocalStore.open(directory: path).storage(namespace: "sessions")
  }

  private func times(
    _ rounds: Int,
    _ body: (Int) async throws -> Void
  ) async throws -> [Duration] {
    var times: [Duration] = []
    for round in 0..<rounds {
      times.append(try await Self.clock.measure { try await body(round) })
    }
    return times
  }

  private static func remove(_ path: String) {
    for folder in ["/locks", ""] {
      for name in DirectoryListing.names(path + folder) { unlink("\(path)\(folder)/\(name)") }
      rmdir(path + folder)
    }
  }
}
