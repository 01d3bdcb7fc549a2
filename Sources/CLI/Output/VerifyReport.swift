import AuthCore

/// The verdicts on a session's tokens, for a person and for a script.
struct VerifyReport {
  private let verdicts: SessionVerdicts
  /// Milliseconds that the issuer's clock is ahead.
  private let drift: Int64

  init(_ verdicts: SessionVerdicts, drift: Int64) {
    self.verdicts = verdicts
    self.drift = drift
  }

  private var tokens: [(name: String, verdict: Verdict)] {
    [("access", verdicts.access), ("id", verdicts.idToken)].compactMap { name, entry in
      entry.map { (name, $0.verdict) }
    }
  }

  private var axes: [(name: String, axis: AxisVerdict)] {
    let asked = [
      ("access", verdicts.unjudgedAccess?.axis), ("tokens", verdicts.nothingJudged),
      ("revocation", verdicts.revocation), ("scope", verdicts.scope),
    ]
    return [("storage", verdicts.storage)]
      + asked.compactMap { name, axis in axis.map { (name, $0) } }
  }

  var exitCode: Int32 {
    let all = tokens.flatMap { $0.verdict.axes.map(\.verdict) } + axes.map(\.axis)
    if all.contains(where: { $0.code == .keysUnavailable || $0.code == .noAnswer }) {
      return CommandFailure.Code.backendFailed
    }
    let holds =
      !tokens.isEmpty && tokens.allSatisfy(\.verdict.isValid)
      && axes.allSatisfy { $0.axis.status == .pass || $0.axis.status == .notAsked }
    return holds ? 0 : CommandFailure.Code.refused
  }

  var text: String {
    var table = TextTable(header: ["", "", "", ""])
    for (name, verdict) in tokens {
      for (axis, judgement) in verdict.axes { add(name, axis, judgement, to: &table) }
      if let local = localTime(verdict) { add(name, "time here", local, to: &table) }
    }
    for (name, axis) in axes { add("session", name, axis, to: &table) }
    return ([SingleLine.text("\(verdicts.id)")] + table.lines.dropFirst()).joined(separator: "\n")
  }

  private func add(
    _ name: String,
    _ axis: String,
    _ verdict: AxisVerdict,
    to table: inout TextTable
  ) {
    let word = verdict.status.rawValue.replacing("_", with: " ")
    table.add(["  " + name, axis, word, verdict.message])
    if verdict.status == .fail, let expected = verdict.expected {
      table.add(["", "", "expected", expected])
      if let actual = verdict.actual { table.add(["", "", "actual", actual]) }
    }
    guard verdict.status != .pass, let advice = verdict.code.advice else { return }
    table.add(["", "", "do", advice])
  }

  /// The time by this machine's clock, where it says something else than by the issuer's.
  private func localTime(_ verdict: Verdict) -> AxisVerdict? {
    guard let issuerNow = verdict.checkedAt else { return nil }
    let local = verdict.at(issuerNow.earlier(byMilliseconds: drift)).time
    return local.message == verdict.time.message ? nil : local
  }

  var record: JSONRecord {
    var record = JSONRecord()
    record.set("id", verdicts.id.description)
    for (name, verdict) in tokens {
      var members = InspectRecord.verdict(verdict)
      if let local = localTime(verdict) {
        members.set("time_here", InspectRecord.axis(local).value)
      }
      // As in the other records, where `id` is the session's.
      record.set(name == "id" ? "id_token" : name, members.value)
    }
    for (name, axis) in axes { record.set(name, InspectRecord.axis(axis).value) }
    record.set("clock_drift_ms", drift)
    record.set("valid", exitCode == 0)
    return record
  }
}
