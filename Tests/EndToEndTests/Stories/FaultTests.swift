import Glibc
import TestSupport
import Testing

/// The program on a disk that refuses a call: it says so, and what is stored is as before or as wanted.
@Suite(.ownThread, .runLimit(minutes: 30), .serialized)
struct FaultTests {
  /// A command, and whose session it changes.
  private static let commands = [
    ("move alice --to cookie", "alice"), ("move bob --to local", "bob"),
    ("move alice --to session", "alice"), ("move zoë --to local", "zoë"), ("use cookie", "-"),
    ("sign-in carol --password-stdin", "carol"),
    ("sign-in alice --backend cookie --password-stdin", "alice"), ("refresh bob", "bob"),
    ("sign-out alice --yes", "alice"),
  ]

  /// How many calls of a kind the quick run passes over at most; the full run takes each.
  private static let stride = [
    "write": 6, "open": 6, "sync": 2, "read": 24, "unlink": 4,
  ]

  /// What the cases came to.
  private struct Tally {
    var cases = 0
    var failed = 0
    var labelled = 0
    var breaches: [String] = []
    /// Calls with the error that they met, as `rename EDQUOT`.
    var met: Set<String> = []
    /// Which of a call's faults the quick run takes next.
    var turns: [String: Int] = [:]
  }

  /// The errors of these calls that no run leaves out.
  private static let grid = ["write", "sync", "rename", "open"].flatMap { call in
    FaultShim.codes.map { "\(call) \($0)" }
  }

  @Test(.enabled(if: MemoryFolder.isThere, "\(MemoryFolder.whyNot)"))
  func `a refused call leaves the old state or the new one and a truthful exit code`() async throws
  {
    let isFull = getenv("AUTHTOP_FULL") != nil
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let (shim, scene) = (try FaultShim(), try await FaultScene())
    try await scene.remember()
    var tally = Tally()
    for (command, user) in Self.commands {
      try scene.restore()
      let plain = try scene.run(command)
      #expect(plain.code == 0, "\(plain.text)")
      let new = try await scene.state()
      for call in FaultShim.calls {
        var number = 1
        while try await Self.meet(
          Self.faults(call, number, all: isFull, &tally.turns[call, default: 0], using: &random),
          command,
          (new, user),
          (shim, scene),
          &tally
        ) {
          number += isFull ? 1 : Int.random(in: 1...Self.stride[call, default: 1], using: &random)
        }
      }
    }
    Note.write(
      "disk faults: \(tally.cases), \(tally.failed) reported, \(tally.labelled) moves left with "
        + "their label, \(tally.breaches.count) untruthful"
    )
    #expect(
      tally.breaches.isEmpty,
      "seed \(seed): \(tally.breaches.prefix(20).joined(separator: "\n"))"
    )
    #expect(tally.cases >= 300)
    #expect(Set(Self.grid).subtracting(tally.met) == [])
  }

  /// Meets some faults of one call; false when the command makes fewer calls than that.
  private static func meet(
    _ faults: [FaultShim.Fault],
    _ command: String,
    _ wanted: (new: StoredState, user: String),
    _ means: (shim: FaultShim, scene: FaultScene),
    _ tally: inout Tally
  ) async throws -> Bool {
    var isMet = false
    for fault in faults {
      try means.scene.restore()
      let variables = means.shim.environment(fault, under: means.scene.folders)
      let run = try means.scene.run(command, variables)
      guard means.shim.wasMet else { continue }
      isMet = true
      let verdict = try await verdict(run, wanted.new, wanted.user, means.scene)
      tally.cases += 1
      tally.met.insert("\(fault.call) \(fault.code)")
      if run.code != 0 { tally.failed += 1 }
      if verdict == "labelled", fault.stays {
        tally.labelled += 1
      } else if let verdict {
        tally.breaches.append("\(command), \(fault): \(verdict) [\(run.text)]")
      }
    }
    return isMet
  }

  /// One fault of a call for the quick run, another each time, and every one for the full run.
  private static func faults(
    _ call: String,
    _ number: Int,
    all: Bool,
    _ turn: inout Int,
    using random: inout SeededGenerator
  ) -> [FaultShim.Fault] {
    let codes: [CInt] =
      ["truncate", "unlink", "read"].contains(call) ? [EIO, ENOSPC, EINTR] : FaultShim.codes
    var faults: [FaultShim.Fault] = []
    for code in codes {
      // What is interrupted works the next time.
      let stays = code == EINTR || call == "read" ? [false] : [false, true]
      for stay in stays {
        let short = call == "write" && code != EINTR && Bool.random(using: &random)
        faults.append(.init(call: call, number: number, code: code, stays: stay, isShort: short))
      }
    }
    turn += 1
    return all ? faults : [faults[turn % faults.count]]
  }

  /// What is wrong, nil when nothing is.
  private static func verdict(
    _ run: (code: Int, text: String),
    _ new: StoredState,
    _ user: String,
    _ scene: FaultScene
  ) async throws -> String? {
    guard (0...3).contains(run.code) else { return "exit code \(run.code)" }
    let after: StoredState
    do { after = try await scene.state() } catch { return "cannot be read: \(error)" }
    if run.code == 0 {
      // The label of a move that is done goes at the next start at the latest.
      return after.withoutLabels.outline(since: scene.old) == new.outline(since: scene.old)
        ? nil : "done, but \(difference(after, new))"
    }
    // A refresh that could not be stored leaves a note beside the old tokens that says so.
    if after.withoutLabels == scene.old.withoutLabels { return nil }
    let labels = after.items["notes"]?.keys.filter { $0.hasPrefix("move/") } ?? []
    if labels.contains(where: { $0.hasSuffix("/\(user)") }), !after.places(of: user).isEmpty {
      return "labelled"
    }
    return "not done, but \(difference(after, scene.old))"
  }

  private static func difference(_ found: StoredState, _ wanted: StoredState) -> String {
    var words: [String] = []
    for backend in Set(found.items.keys).union(wanted.items.keys).sorted() {
      let (has, wants) = (found.items[backend] ?? [:], wanted.items[backend] ?? [:])
      for key in Set(has.keys).union(wants.keys).sorted() where has[key] != wants[key] {
        let state = has[key] == nil ? "lacks" : wants[key] == nil ? "has" : "has another"
        words.append(
          "\(backend) \(state) \(key.split(separator: ".").suffix(2).joined(separator: "."))"
        )
      }
    }
    return words.prefix(6).joined(separator: ", ")
  }
}
