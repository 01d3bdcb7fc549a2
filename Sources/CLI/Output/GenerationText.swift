import AuthCore

/// What one refresh changed, as the journal wrote it down.
enum GenerationText {
  static func text(_ entry: JournalEntry) -> String {
    var lines = [SingleLine.text("\(entry.date.utcText)  \(entry.kind.rawValue)")]
    for claim in entry.claims {
      let sign =
        switch claim.kind {
        case .added: "+"
        case .gone: "-"
        case .changed: "~"
        }
      let values = [claim.before, claim.after].compactMap { $0 }.joined(separator: " → ")
      lines.append(
        SingleLine.text(
          "\(sign) \(claim.token) \(claim.name)\(values.isEmpty ? "" : "  ")\(values)"
        )
      )
    }
    return lines.joined(separator: "\n")
  }

  static func record(_ entry: JournalEntry) -> JSONRecord {
    var record = JSONRecord()
    record.set("at", entry.date.utcText)
    record.set("kind", entry.kind.rawValue)
    record.set("changes", entry.claims.map(change))
    return record
  }

  private static func change(_ claim: ClaimChange) -> JSONRecord {
    var record = JSONRecord()
    record.set("token", claim.token)
    record.set("claim", claim.name)
    record.set("change", claim.kind.rawValue)
    record.set("from", claim.before)
    record.set("to", claim.after)
    return record
  }
}
