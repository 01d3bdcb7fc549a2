import AuthCore
import Glibc
import TestSupport

/// One subject and its kills: a writer is started, killed at a random moment, and what it left is looked
/// at; the next writer goes on from there.
struct Lane {
  let subject: Subject
  let kills: Int
  let seed: UInt64
  private let folder: TemporaryFolder
  private var random: SeededGenerator
  private(set) var acknowledged = 0
  private(set) var finished = 0
  private(set) var faults: [String] = []
  private var last: [Int: Int] = [:]
  /// What one write takes, as measured: kills are spread over about that time.
  private var pace = Duration.milliseconds(4)
  private var start = Duration.milliseconds(30)

  init(_ subject: Subject, kills: Int, seed: UInt64) throws {
    self.subject = subject
    self.kills = kills
    self.seed = seed
    folder = try TemporaryFolder()
    random = SeededGenerator(seed: seed)
  }

  /// Kills until all are done or a fault was found.
  mutating func run() async throws {
    mkdir(folder.path + "/store", 0o700)
    switch subject {
    case .jar, .truncating: FileText.overwrite(Subject.jarPath(in: folder.path), Subject.foreign)
    case .moves: try await MoveScene(in: folder.path, leader: getpid()).fill()
    default: break
    }
    for kill in 0..<kills {
      try runAndKill()
      if faults.isEmpty { try await look() }
      guard faults.isEmpty else {
        faults = faults.map { "kill \(kill): \($0)" }
        return
      }
    }
  }

  /// Lets a writer run to a random one of its first writes and a random moment in the one after.
  private mutating func runAndKill() throws {
    guard let victim = Victim(subject, folder.path) else {
      throw StorageError.unavailable(reason: "no writer could be started")
    }
    let writes = Int.random(in: 0...3, using: &random)
    let begin = ContinuousClock.now
    if writes > 0 {
      victim.wait(lines: 1, for: .seconds(30))
      start = (start * 7 + (ContinuousClock.now - begin)) / 8
      let second = ContinuousClock.now
      victim.wait(lines: writes, for: .seconds(30))
      if writes > 1 { pace = (pace * 7 + (ContinuousClock.now - second) / (writes - 1)) / 8 }
    }
    let range = writes == 0 ? start : pace
    victim.wait(lines: .max, for: range * Double.random(in: 0..<1.3, using: &random))
    victim.kill()
    for line in victim.lines {
      if let one = Acknowledgement(line) {
        last[one.subject] = one.number
        acknowledged += 1
      } else {
        faults.append("the writer said: \(line)")
      }
    }
  }

  private mutating func look() async throws {
    do {
      if subject == .moves {
        let report = try await MoveCheck(folder: folder.path).report(&last)
        faults += report.faults
        finished += report.finished
      } else {
        faults += try await StoreCheck(subject: subject, folder: folder.path).faults(last)
      }
    } catch {
      faults.append("cannot be read: \(error)")
    }
  }
}
