import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

/// Sixteen programs at a time on one store.
@Suite(.ownThread)
struct CrowdTests {
  /// What the lanes have in common.
  private struct Crowd: Sendable {
    let environment: [String: String]
    let folder: String
    let end: ContinuousClock.Instant
    let breaches = Tallies()

    /// At least 30 s, and on a slow machine until each of the sixteen came to its turn several times.
    var isOver: Bool {
      let now = ContinuousClock.now
      return now >= end && (breaches.total >= 64 || now >= end + .seconds(240))
    }

    var data: String { folder + "/data" }

    /// Runs a command; one that does not end is a deadlock.
    func run(_ line: String) -> CommandRun? {
      let words = line.split(separator: " ").map(String.init)
      do {
        let run = try CommandRun(
          words,
          input: Array((PoolProcess.password + "\n").utf8),
          environment: environment,
          folder: folder,
          by: .in(300)
        )
        breaches.count("\(words[0]) \(run.code ?? -1)")
        return run
      } catch {
        breaches.add("\(line): \(error)")
        return nil
      }
    }
  }

  /// Counts and faults from many threads.
  private final class Tallies: Sendable {
    private let state = Mutex<(counts: [String: Int], breaches: [String])>(([:], []))

    func count(_ what: String) { state.withLock { $0.counts[what, default: 0] += 1 } }
    func add(_ breach: String) { state.withLock { $0.breaches.append(breach) } }
    var counts: [String: Int] { state.withLock { $0.counts } }
    var total: Int { state.withLock { $0.counts.values.reduce(0, +) } }
    var all: [String] { state.withLock { $0.breaches } }
  }

  private static let shared = ["shared-0", "shared-1"]

  @Test(.runLimit(minutes: 20))
  func `16 programs move, sign in and sign out for 30 s and lose nothing`() async throws {
    let place = try Place(inMemory: true)
    let own = (10..<22).map { "user-\($0)" }
    let pool = try Self.pool(place, own + Self.shared)
    for user in Self.shared {
      let run = try place.run(
        "sign-in",
        user,
        "--backend",
        "local",
        "--password-stdin",
        "--flow",
        "password",
        input: PoolProcess.password,
        pool: pool
      )
      #expect(run.code == 0, "\(run.errorText)")
    }
    let crowd = Crowd(
      environment: place.environment(for: pool),
      folder: place.folder.path,
      end: ContinuousClock.now + .seconds(30)
    )
    let places = await withTaskGroup(of: (String, String?).self) { group in
      for user in own { group.addTask { (user, await Self.thread { Self.live(user, crowd) }) } }
      for lane in 0..<4 {
        group.addTask { ("", await Self.thread { Self.pass(Self.shared[lane % 2], crowd) }) }
      }
      var places: [String: String] = [:]
      for await (user, found) in group { places[user] = found }
      return places
    }
    try await Self.check(place.folder.path + "/data", own, places)
    #expect(crowd.breaches.all.isEmpty, "\(crowd.breaches.all.prefix(10))")
    let counts = crowd.breaches.counts.sorted { $0.key < $1.key }
    Note.write("crowd of 16 for 30 s: \(counts.map { "\($0.key): \($0.value)" })")
    #expect(crowd.breaches.total >= 64)
  }

  private static func pool(_ place: Place, _ names: [String]) throws -> PoolProcess {
    let entries = names.map { #"{"username": "\#($0)", "password": "\#(PoolProcess.password)"}"# }
    let users = try place.file("users.json", "[" + entries.joined(separator: ",") + "]")
    return try PoolProcess(place, "--users", users)
  }

  /// Each session is where its user's programs said that they put it, and nowhere else.
  private static func check(
    _ data: String,
    _ own: [String],
    _ places: [String: String]
  ) async throws {
    let state = try await StoredState.read(data)
    for user in own {
      #expect(state.places(of: user) == (places[user].map { [$0] } ?? []), "\(user)")
    }
    for user in shared {
      let found = state.places(of: user)
      #expect(found.count == 1 || state.labelled.contains(user) && found.count == 2, "\(user)")
    }
  }

  /// A thread of its own for work that waits for programs: a shared queue would let only a few work at once.
  private static func thread(_ work: @escaping @Sendable () -> String?) async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "crowd").async { continuation.resume(returning: work()) }
    }
  }

  /// One user's life: signed in, moved to and fro, signed out, and where the session is at the end.
  private static func live(_ user: String, _ crowd: Crowd) -> String? {
    var place: String?
    // Its tokens may be revoked: nothing but another sign-out is right.
    var isEnding = false
    while !crowd.isOver {
      let other = place == "local" ? "cookie" : "local"
      let line: String
      var next = place
      switch (place, isEnding ? 2 : Int.random(in: 0..<10)) {
      case (nil, _):
        line = "sign-in \(user) --backend \(other) --password-stdin --flow password"
        next = other
      case (_, 0): line = "refresh \(user)"
      case (_, 1): line = "list"
      case (_, 2...3):
        line = "sign-out \(user) --yes"
        next = nil
      default:
        line = "move \(user) --to \(other)"
        next = other
      }
      guard let run = crowd.run(line) else { return place }
      if run.code == 0 {
        (place, isEnding) = (next, false)
      } else if isBusy(run) {
        isEnding = isEnding || line.hasPrefix("sign-out")
      } else {
        crowd.breaches.add("\(line): \(run.code ?? -1) \(run.errorText)")
      }
    }
    return place
  }

  /// Moves a user that others move at the same time; somebody else may have been faster.
  private static func pass(_ user: String, _ crowd: Crowd) -> String? {
    while !crowd.isOver {
      let target = ["local", "cookie"][Int.random(in: 0..<2)]
      guard let run = crowd.run("move \(user) --to \(target)") else { return nil }
      let excuses = [
        "is in \(target) already", "there is no session", "changed in", "matches 2",
        "no session matches",
      ]
      if run.code != 0, !isBusy(run), !excuses.contains(where: { run.errorText.contains($0) }) {
        crowd.breaches.add("move \(user): \(run.code ?? -1) \(run.errorText)")
      }
    }
    return nil
  }

  /// Sixteen at a time may wait longer than the limit for their turn, and say so.
  private static func isBusy(_ run: CommandRun) -> Bool {
    (run.errorText + run.text).contains("kept the storage locked")
  }
}
