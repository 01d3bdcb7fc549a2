import AuthCore
import Dispatch
import Synchronization

/// `inspect --lines`: requests in, answers out, a line each and in their order, by all cores.
struct InspectLines {
  /// Lines that are held at a time, and their bytes.
  private static let batchLines = 1024
  private static let batchBytes = 4 << 20
  /// Lines that one core takes at a time: few, since one signature may cost a hundred others.
  private static let share = 16

  let checks: Verifier.Checks
  let clock: @Sendable () -> NumericDate

  /// What one line was answered with.
  private struct Answer: Sendable {
    let text: String
    let code: Int32
  }

  /// Answers every line of a file, or of standard input for `-`; the worst exit code counts.
  func run(_ path: String) throws -> Int32 {
    var reader = try InspectInput(path)
    var output = InspectOutput()
    let keys = InspectKeys()
    var code: Int32 = 0
    var batch: [[UInt8]] = []
    var bytes = 0
    func answerBatch() throws {
      for answer in answers(batch, keys) {
        code = max(code, answer.code)
        try output.write(answer.text)
      }
      batch.removeAll(keepingCapacity: true)
      bytes = 0
    }
    // Whoever waits for an answer before the next line gets it.
    while let line = try reader.next(beforeWaiting: {
      try answerBatch()
      try output.flush()
    }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      batch.append(line)
      bytes += line.count
      if batch.count >= Self.batchLines || bytes >= Self.batchBytes { try answerBatch() }
    }
    try answerBatch()
    try output.flush()
    return code
  }

  private func answers(_ lines: [[UInt8]], _ keys: InspectKeys) -> [Answer] {
    let shares = (lines.count + Self.share - 1) / Self.share
    guard shares > 1 else { return lines.map { answer($0, keys) } }
    let done = Mutex<[[Answer]]>(Array(repeating: [], count: shares))
    DispatchQueue.concurrentPerform(iterations: shares) { index in
      let range = index * Self.share..<min(lines.count, (index + 1) * Self.share)
      let part = lines[range].map { answer($0, keys) }
      done.withLock { $0[index] = part }
    }
    return done.withLock { $0.flatMap { $0 } }
  }

  private func answer(_ line: [UInt8], _ keys: InspectKeys) -> Answer {
    do throws(InspectRequest.Failure) {
      let request = try InspectRequest(line, checks: checks, keys: keys)
      let inspection = Inspection(token: request.token, checks: request.checks, now: clock)
      return Answer(text: InspectRecord.record(inspection).text, code: inspection.exitCode)
    } catch {
      return Answer(
        text: InspectRecord.unusable(error.message).text,
        code: CommandFailure.Code.unusableInput
      )
    }
  }
}
