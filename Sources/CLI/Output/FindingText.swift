import AuthCore
import TUI

/// Findings for a terminal, a pipe or a program.
struct FindingText {
  private let findings: [Finding]
  private let isRevealing: Bool

  init(_ findings: [Finding], isRevealing: Bool) {
    self.findings = findings
    self.isRevealing = isRevealing
  }

  func text(json: Bool) -> String { json ? record.text : lines.joined(separator: "\n") }

  private var lines: [String] {
    guard !findings.isEmpty else { return ["nothing is wrong"] }
    var lines: [String] = []
    for finding in findings {
      lines.append(
        SingleLine.text(
          "\(finding.severity.rawValue)  \(finding.subject)  \(finding.code)"
        )
      )
      lines.append(SingleLine.text("  \(finding.sentence)"))
      for one in finding.evidence {
        let place = [one.place, one.claim].compactMap { $0 }.joined(separator: " ")
        lines.append(SingleLine.text("  seen  \(place): \(one.shown(revealing: isRevealing))"))
      }
      lines.append(SingleLine.text("  do    \(finding.advice)" + (key(finding) ?? "")))
    }
    return lines + [summary]
  }

  private func key(_ finding: Finding) -> String? {
    guard let command = Self.command(finding) else { return nil }
    return ": " + command
  }

  private var summary: String {
    CheckSeverity.allCases.map { severity in
      let count = findings.count { $0.severity == severity }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  private var record: JSONRecord {
    var record = JSONRecord()
    record.set("findings", findings.map(entry))
    for severity in CheckSeverity.allCases {
      let count = findings.count { $0.severity == severity }
      record.set(severity.rawValue + "s", Int64(count))
    }
    return record
  }

  private func entry(_ finding: Finding) -> JSONRecord {
    var record = JSONRecord()
    record.set("code", finding.code)
    record.set("severity", finding.severity.rawValue)
    record.set("subject", finding.subject.description)
    record.set("backend", finding.subject.backend.rawValue)
    record.set("session", finding.subject.session?.description)
    record.set("message", finding.sentence)
    record.set("advice", finding.advice)
    record.set("evidence", finding.evidence.map(evidence))
    record.set("keys", finding.keys)
    var next = JSONRecord()
    next.set("action", finding.next?.rawValue)
    next.set("key", finding.next?.key)
    next.set("command", Self.command(finding))
    record.set("next", next.value)
    return record
  }

  private func evidence(_ one: CheckEvidence) -> JSONRecord {
    var record = JSONRecord()
    record.set("place", one.place)
    record.set("claim", one.claim)
    record.set("value", one.shown(revealing: isRevealing))
    return record
  }

  /// The command that does what the next key does.
  private static func command(_ finding: Finding) -> String? {
    let id = finding.candidate ?? finding.subject.session
    let name = ShellText.quoted(id.map { "\($0)" } ?? "…")
    switch finding.next {
    case .refresh: return "authtop refresh \(name)"
    case .verify: return "authtop doctor \(name) --online"
    case .signIn: return "authtop sign-in \(ShellText.quoted(id?.username ?? "…"))"
    case .signOut: return "authtop sign-out \(name)"
    case .signOutEverywhere: return "authtop sign-out \(name) --global"
    case .move: return "authtop move \(name) --to …"
    case .use: return "authtop use …"
    case .diff: return "authtop diff \(name)"
    case .verifyOnline: return "authtop verify \(name) --online"
    case .reload:
      return "authtop doctor --backend \(ShellText.quoted(finding.subject.backend.rawValue))"
    case .point: return "authtop use \(name)"
    case .removeKeys where id != nil: return "authtop remove --everything \(name)"
    case .removeKeys:
      let subject = ShellText.quoted(finding.subject.description)
      return "authtop remove --found \(finding.code) \(subject)"
    case nil: return nil
    }
  }

  /// All rules, as a table or as JSON.
  static func rules(json: Bool) -> String {
    if json {
      let records = CheckCatalogue.rules.map { rule -> String in
        var record = JSONRecord()
        record.set("code", rule.code)
        record.set("severity", rule.severity.rawValue)
        record.set("title", rule.title)
        return record.text
      }
      return "[\n" + records.joined(separator: ",\n") + "\n]"
    }
    var table = TextTable(header: ["SEVERITY", "CODE", "FINDS"])
    for rule in CheckCatalogue.rules { table.add([rule.severity.rawValue, rule.code, rule.title]) }
    return table.lines.joined(separator: "\n")
  }
}
