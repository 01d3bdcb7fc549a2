import AuthCore
import Glibc

/// Writes one session after the other until it is killed, and acknowledges each write.
struct StoreWriter {
  let subject: Subject
  let folder: String

  func run() async throws {
    let storage = try subject.storage(in: folder, leader: getppid())
    var generation = 0
    for item in try await storage.items(withPrefix: "user-") {
      generation = max(generation, Generation(item.value)?.number ?? 0)
    }
    while true {
      generation += 1
      for turn in 0..<Generation.sessions {
        // Another first one each time: a writer killed early still gets round to all of them.
        let session = (turn + generation) % Generation.sessions
        let value = Generation(number: generation, session: session).text
        let changes = Generation.names.map { name in
          StorageChange.set(key: "user-\(session).\(name)", value: value + name)
        }
        try await write(changes, to: storage)
        Acknowledgement(subject: session, number: generation).say()
      }
    }
  }

  private func write(_ changes: [StorageChange], to storage: any AtomicStorage) async throws {
    switch subject {
    case .torn: for change in changes { try await storage.apply([change]) }
    case .truncating: try truncate(changes)
    default: try await storage.apply(changes)
    }
  }

  /// Writes the jar as careless programs do: into the only copy, which it cuts first.
  private func truncate(_ changes: [StorageChange]) throws {
    let path = Subject.jarPath(in: folder)
    let keys = changes.map { "\t\($0.writtenKey)\t" }
    let kept = FileText.read(path).split(separator: "\n").filter { line in
      !line.hasPrefix("localhost\tFALSE\t/\t") || !keys.contains { line.contains($0) }
    }
    let added = changes.map { change -> String in
      guard case .set(let key, let value) = change else { return "" }
      return "localhost\tFALSE\t/\tTRUE\t0\t\(key)\t\(value)"
    }
    FileText.overwrite(path, ((kept.map(String.init) + added).joined(separator: "\n") + "\n"))
  }
}

extension StorageChange {
  fileprivate var writtenKey: String {
    switch self {
    case .set(let key, _), .remove(let key): key
    }
  }
}
