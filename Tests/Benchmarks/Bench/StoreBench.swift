import AuthCore
import Backends
import Glibc

/// The local store with many sessions: the program's list, pages of it, a change and a save.
enum StoreBench {
  private static let clock = ContinuousClock()

  static func run(sessions: Int) async throws {
    var template = Array("/tmp/authtop-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return print("no temporary folder: \(errno)") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { remove(path) }
    let storage = try LocalStore.open(directory: path).storage(namespace: "sessions")
    let filled = try await clock.measure { try await fill(storage, sessions: sessions) }
    print("\(sessions) sessions, \(sessions * 8) items, written in \(filled)")
    list(path)
    // A store of its own, as a program that has just started has.
    let fresh = try LocalStore.open(directory: path).storage(namespace: "sessions")
    try await report("all sessions by their facts", rounds: 5) { _ in
      let count = try await fresh.summaries(after: nil, limit: .max)?.rows.count ?? 0
      guard count == sessions else { throw StorageError.failed(reason: "\(count) sessions") }
    }
    try await report("open and first page of 100", rounds: 21) { _ in
      let store = try LocalStore.open(directory: path).storage(namespace: "sessions")
      _ = try await store.summaries(after: nil, limit: 100)
    }
    let middle = SessionUser(username: "user-5", clientID: SampleSession.client)
    try await report("a page of 100 from the middle", rounds: 21) { _ in
      _ = try await fresh.summaries(after: middle, limit: 100)
    }
    try await report("one save", rounds: 51) { round in
      try await fresh.apply(SampleSession.changes(number: round, generation: 1))
    }
    try await report("one save and what it changed", rounds: 51) { round in
      let number = try await fresh.summaries(of: [])?.number ?? 0
      try await storage.apply(SampleSession.changes(number: round, generation: 2))
      guard try await fresh.summaries(changedSince: number)?.rows.count == 1 else {
        throw StorageError.failed(reason: "not one change")
      }
    }
  }

  /// The program itself: the first hundred, and all of them.
  private static func list(_ path: String) {
    guard let program = ListProcess.program else { return print("  no authtop beside Bench") }
    for (title, options) in [("of the first 100", ["--limit", "100"]), ("of all", [])] {
      var process = ListProcess()
      let arguments = ["list", "--json", "--backend", "local"] + options
      for _ in 0..<(options.isEmpty ? 3 : 15) { process.run(program, home: path, arguments) }
      print(
        "  authtop list --json \(title): median \(process.median), at most "
          + "\((process.memory * 10).rounded() / 10) MiB"
      )
    }
  }

  private static func fill(_ storage: LocalStorage, sessions: Int) async throws {
    for start in stride(from: 0, to: sessions, by: 500) {
      let range = start..<min(start + 500, sessions)
      try await storage.apply(range.flatMap { SampleSession.changes(number: $0, generation: 0) })
    }
  }

  private static func report(
    _ what: String,
    rounds: Int,
    _ body: (Int) async throws -> Void
  ) async throws {
    var times: [Duration] = []
    for round in 0..<rounds { times.append(try await clock.measure { try await body(round) }) }
    times.sort()
    print("  \(what): median \(times[rounds / 2]), worst \(times[rounds - 1])")
  }

  private static func remove(_ path: String) {
    for name in DirectoryListing.names(path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
