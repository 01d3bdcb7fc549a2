import AuthCore

/// `inspect --lines`: requests in, answers out, a line each, without holding more than one line.
struct InspectLines {
  let checks: Verifier.Checks
  let clock: () -> NumericDate

  /// Answers every line of a file, or of standard input for `-`; the worst exit code counts.
  func run(_ path: String) throws -> Int32 {
    var reader = try InspectInput(path)
    var output = InspectOutput()
    var keys = InspectKeys()
    var code: Int32 = 0
    while let line = try reader.next(beforeWaiting: { try output.flush() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      let (record, lineCode) = answer(line, &keys)
      code = max(code, lineCode)
      try output.write(record.text)
    }
    try output.flush()
    return code
  }

  private func answer(_ line: [UInt8], _ keys: inout InspectKeys) -> (JSONRecord, Int32) {
    do throws(InspectRequest.Failure) {
      let request = try InspectRequest(line, checks: checks, keys: &keys)
      let inspection = Inspection(token: request.token, checks: request.checks, now: clock)
      return (InspectRecord.record(inspection), inspection.exitCode)
    } catch {
      return (InspectRecord.unusable(error.message), CommandFailure.Code.unusableInput)
    }
  }
}
