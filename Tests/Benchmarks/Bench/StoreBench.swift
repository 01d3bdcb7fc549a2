import AuthCore
import Backends
import Glibc

/// The local store with many sessions: a full listing, the first page and one save.
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
    // A store of its own, as a program that has just started has.
    let fresh = try LocalStore.open(directory: path).storage(namespace: "sessions")
    try await report("full listing", rounds: 9) { _ in
      let count = try await fresh.items(withPrefix: AmplifyKey.prefix).count
      guard count == sessions * 8 else { throw StorageError.failed(reason: "\(count) items") }
    }
    try await report("open and first page of 100", rounds: 21) { _ in
      let store = try LocalStore.open(directory: path).storage(namespace: "sessions")
      _ = try await store.items(withPrefix: AmplifyKey.prefix, after: nil, limit: 100)
    }
    try await report("one save", rounds: 51) { round in
      try await fresh.apply(SampleSession.changes(number: round, generation: 1))
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
    for name in ["authtop.sqlite", "authtop.sqlite-wal", "authtop.sqlite-shm"] {
      unlink("\(path)/\(name)")
    }
    rmdir(path)
  }
}
