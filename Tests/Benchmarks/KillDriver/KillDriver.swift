import AuthCore
import Glibc

/// Kills programs while they write, as many times as wanted, and looks at what they left.
///
/// `KillDriver [--full] [--kills N] [--only SUBJECT] [--seed N] [--control]` kills 1,000 writers (with `--full`
/// 10,000) at random moments. After each kill nothing may be torn, nothing that was acknowledged may be
/// lost, and a half move must be named and can be finished. `--control` kills two careless writers
/// instead, which must be caught. It ends with exit code 1 at the first fault.
@main
enum KillDriver {
  static func main() async {
    var words = CommandLine.arguments.dropFirst()
    do {
      if words.first == "write" {
        try await write(Array(words.dropFirst()))
        return
      }
      // A kill takes nothing from the disk that it would leave in memory, and there it goes faster.
      if access("/dev/shm", W_OK | X_OK) == 0 { setenv("TMPDIR", "/dev/shm", 1) }
      var options = Options()
      guard options.take(&words) else { exit(64) }
      exit(try await run(options) ? 0 : 1)
    } catch {
      print("error \(error)")
      exit(3)
    }
  }

  /// What was asked for.
  struct Options {
    var kills = 1000
    var only: Subject?
    var seed = UInt64.random(in: 0 ... .max)
    var isControl = false

    mutating func take(_ words: inout ArraySlice<String>) -> Bool {
      while let word = words.popFirst() {
        switch word {
        case "--full": kills = 10_000
        case "--control": isControl = true
        case "--kills":
          guard let number = words.popFirst().flatMap({ Int($0) }), number > 0 else { return false }
          kills = number
        case "--seed":
          guard let number = words.popFirst().flatMap({ UInt64($0) }) else { return false }
          seed = number
        case "--only":
          only = words.popFirst().flatMap { Subject(rawValue: $0) }
          guard only != nil else { return false }
        default: return false
        }
      }
      return true
    }

    /// What is killed and how often.
    var lanes: [(subject: Subject, kills: Int)] {
      if let only { return [(only, kills)] }
      if isControl { return [(.torn, kills), (.truncating, kills)] }
      return Subject.shares.map { ($0.subject, kills * $0.percent / 100) }
    }
  }

  private static func write(_ words: [String]) async throws {
    guard words.count == 2, let subject = Subject(rawValue: words[0]) else { exit(64) }
    // A driver that is killed itself leaves no writer behind: its pipe ends the next one to speak.
    if subject == .moves {
      try await MoveWriter(folder: words[1]).run()
    } else {
      try await StoreWriter(subject: subject, folder: words[1]).run()
    }
  }

  private static func run(_ options: Options) async throws -> Bool {
    let begin = ContinuousClock.now
    var isFine = true
    var kills = 0
    for (subject, share) in options.lanes {
      var lane = try Lane(subject, kills: share, seed: options.seed)
      try await lane.run()
      let moves = subject == .moves ? ", \(lane.finished) half moves named and finished" : ""
      print("\(subject): \(share) kills, \(lane.acknowledged) acknowledged\(moves)")
      for fault in lane.faults {
        print(
          "\(subject): FAULT \(fault) (--only \(subject) --kills \(share) --seed \(options.seed))"
        )
      }
      isFine = isFine && lane.faults.isEmpty
      kills += share
    }
    if isFine {
      print(
        "\(kills) kills in \(ContinuousClock.now - begin): 0 torn, 0 lost, 0 half moves unnamed"
      )
    }
    return isFine
  }
}
