import AuthCore
import Synchronization
import TUI
import Testing

@testable import CLI

struct BulkRunTests {
  private let ids = (0..<40).map {
    SessionID(backend: .local, clientID: "client", username: "user\($0)")
  }

  @Test func `at most so many run at the same time, and each has its result in its place`() async {
    let running = Mutex((now: 0, most: 0))
    let progress = Mutex<[Int]>([])
    let results = await BulkRun().run(
      BulkRun.groups(ids, byUser: false),
      atOnce: 3,
      progress: { count in progress.withLock { $0.append(count) } },
      { id in
        running.withLock {
          $0.now += 1; $0.most = max($0.most, $0.now)
        }
        for _ in 0..<20 { await Task.yield() }
        running.withLock { $0.now -= 1 }
        return BulkResult(id, .done(""), place: id)
      }
    )
    #expect(results.map(\.id) == ids)
    #expect((1...3).contains(running.withLock(\.most)))
    #expect(progress.withLock { $0.sorted() } == Array(1...40))
  }

  @Test func `a stop lets those under way end and starts no more`() async {
    let run = BulkRun()
    let started = Mutex(0)
    let results = await run.run(
      BulkRun.groups(ids, byUser: false),
      atOnce: 1,
      progress: { _ in },
      { id in
        if started.withLock({
          $0 += 1; return $0
        }) == 5 {
          run.stop()
        }
        return BulkResult(id, .done(""), place: id)
      }
    )
    #expect(results.count(where: \.isDone) == 5)
    #expect(results.count { $0.outcome == .notStarted } == 35)
  }

  @Test func `sessions of one user wait for each other when all of them are meant`() {
    let twin = SessionID(backend: .memory, clientID: "client", username: "user0")
    #expect(BulkRun.groups(ids + [twin], byUser: true).count == 40)
    #expect(BulkRun.groups(ids + [twin], byUser: true).first == [ids[0], twin])
  }
}
