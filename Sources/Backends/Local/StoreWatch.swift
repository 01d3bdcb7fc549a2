import AuthCore
import Dispatch
import GRDB
import Synchronization

/// Those who listen for commits to the store, by namespace; it watches only while somebody listens.
///
/// A writer touches the file after each commit. The log's own writes wake the watch as well, but
/// before the commit can be seen; the later looks find commits of a program that died or does not
/// touch the file.
final class StoreWatch: Sendable {
  private struct Listener {
    let namespace: String
    let continuation: AsyncStream<Void>.Continuation
  }

  private struct State {
    var nextID = 0
    var listeners: [Int: Listener] = [:]
    var watch: DirectoryWatch?
    var seen: Snapshot?
    var lookIsPlanned = false
  }

  /// What tells one state of the store from another.
  private struct Snapshot: Equatable {
    /// SQLite's `data_version`: grows with each commit of any other connection.
    var dataVersion: Int64 = 0
    var generations: [String: Int64] = [:]
  }

  private static let laterLooks: [DispatchTimeInterval] = [.milliseconds(150), .milliseconds(700)]

  private let place: StorePlace
  private let connection: StoreConnection
  private let queue = DispatchQueue(label: "authtop.store.watch")
  private let state = Mutex(State())

  init(_ place: StorePlace) {
    self.place = place
    connection = StoreConnection(path: place.file, isReadOnly: true)
  }

  deinit {
    for listener in state.withLock({ $0.listeners.values.map(\.continuation) }) {
      listener.finish()
    }
  }

  func stream(namespace: String) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let id = state.withLock { state in
      state.nextID += 1
      state.listeners[state.nextID] = Listener(namespace: namespace, continuation: continuation)
      if state.watch == nil {
        state.watch = DirectoryWatch(place.directory, queue: queue) { [weak self] in self?.woken() }
        state.seen = snapshot()
      }
      return state.nextID
    }
    continuation.onTermination = { [weak self] _ in self?.remove(id) }
    return stream
  }

  private func remove(_ id: Int) {
    state.withLock { state in
      state.listeners[id] = nil
      guard state.listeners.isEmpty else { return }
      state.watch = nil
      state.seen = nil
    }
  }

  private func woken() {
    look()
    let isPlanned = state.withLock { state in
      defer { state.lookIsPlanned = true }
      return state.lookIsPlanned
    }
    guard !isPlanned else { return }
    for (index, delay) in Self.laterLooks.enumerated() {
      queue.asyncAfter(deadline: .now() + delay) { [weak self] in
        self?.look()
        if index == 0 { self?.state.withLock { $0.lookIsPlanned = false } }
      }
    }
  }

  /// Compares the store with what was seen last and tells those whose namespace changed.
  private func look() {
    guard state.withLock({ $0.watch != nil }), let now = snapshot() else { return }
    let listeners = state.withLock { state in
      defer { state.seen = now }
      return state.listeners.values.filter { Self.changed($0.namespace, state.seen, now) }
    }
    for listener in listeners { listener.continuation.yield() }
  }

  private static func changed(_ namespace: String, _ old: Snapshot?, _ new: Snapshot) -> Bool {
    guard let old else { return true }
    guard old.dataVersion != new.dataVersion else { return false }
    // A commit that counted nothing came from another program: it may have touched anything.
    guard old.generations != new.generations else { return true }
    return old.generations[namespace] != new.generations[namespace]
  }

  private func snapshot() -> Snapshot? {
    try? connection.runNow { database in
      // As of one moment: a commit between the two would be taken for seen and told to nobody.
      try database.view {
        var snapshot = Snapshot()
        try database.run("SELECT namespace, number FROM generation") { row in
          snapshot.generations[row.text(0)] = row.number(1)
        }
        try database.run("PRAGMA data_version") { snapshot.dataVersion = $0.number(0) }
        return snapshot
      }
    }
  }
}
