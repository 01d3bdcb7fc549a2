import AuthCore

/// Entries of the journal as lines and as JSON.
enum JournalText {
  static func table(_ entries: [JournalEntry]) -> String {
    guard !entries.isEmpty else { return "nothing was written down" }
    var table = TextTable(header: ["WHEN", "ISSUER", "BACKEND", "USER", "WHAT"])
    for entry in entries { table.add(cells(entry)) }
    return table.lines.joined(separator: "\n")
  }

  static func line(_ entry: JournalEntry) -> String {
    SingleLine.text(cells(entry).joined(separator: "  "))
  }

  private static func cells(_ entry: JournalEntry) -> [String] {
    [
      entry.date.utcText, entry.issuerDate.map { CalendarDate($0).clockText + "Z" } ?? "-",
      entry.backend.rawValue, entry.session?.username ?? "-", entry.description,
    ]
  }

  static func record(_ entry: JournalEntry) -> JSONRecord {
    var record = JSONRecord()
    record.set("id", entry.id)
    record.set("at_ms", entry.date.milliseconds)
    record.set("issuer_at_ms", entry.issuerDate?.milliseconds)
    record.set("kind", entry.kind.rawValue)
    record.set("by", entry.source.rawValue)
    record.set("backend", entry.backend.rawValue)
    record.set("session", entry.session?.description)
    record.set("target", entry.target?.rawValue)
    record.set("detail", entry.detail.isEmpty ? nil : entry.detail)
    record.set(
      "claims",
      entry.claims.map { change in
        var record = JSONRecord()
        record.set("token", change.token)
        record.set("name", change.name)
        record.set("change", change.kind.rawValue)
        record.set("before", change.before)
        record.set("after", change.after)
        return record
      }
    )
    return record
  }
}
