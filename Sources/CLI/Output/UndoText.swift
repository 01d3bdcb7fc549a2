import AuthCore

/// Steps of the undo log and what taking one back would do, in words.
enum UndoText {
  static func table(_ steps: [UndoStep]) -> String {
    guard !steps.isEmpty else { return "there is nothing to take back" }
    var table = TextTable(header: ["STEP", "WHEN", "STATE", "WHAT"])
    for step in steps {
      table.add([step.id, step.date.utcText, state(step), step.title])
    }
    return table.lines.joined(separator: "\n")
  }

  static func json(_ steps: [UndoStep]) -> String {
    let records = steps.map { record($0).text }
    return records.isEmpty ? "[]" : "[\n" + records.joined(separator: ",\n") + "\n]"
  }

  static func plan(_ plan: UndoPlan) -> String {
    var lines = ["take back: \(plan.step.title) (step \(plan.step.id), \(plan.step.date.utcText))"]
    lines += plan.conflicts.map { "  cannot   \($0): something newer is stored there" }
    if plan.conflicts.isEmpty {
      lines += plan.restores.map { "  will     \($0)" }
    } else if plan.step.kind == .move, let id = plan.step.sessions.first,
      let target = plan.step.backends.first(where: { $0 != id.backend })
    {
      lines.append(
        "  instead  authtop move \(target)/\(id.clientID)/\(id.username) --to \(id.backend)"
      )
    }
    lines += plan.keeps.map { "  keeps    \($0)" }
    lines += plan.step.beyond.map { "  won't    \($0)" }
    if plan.isNothingLeft { lines.append("  nothing  all is as it was before already") }
    return lines.map(SingleLine.text).joined(separator: "\n")
  }

  private static func state(_ step: UndoStep) -> String {
    switch step.end {
    case .begun: "unfinished"
    case .done: ""
    case .takenBack: "taken back"
    }
  }

  private static func record(_ step: UndoStep) -> JSONRecord {
    var record = JSONRecord()
    record.set("step", step.id)
    record.set("at", step.date.seconds)
    record.set("kind", step.kind.rawValue)
    record.set("state", step.end.rawValue)
    record.set("what", step.title)
    record.set("sessions", step.sessions.map(\.description))
    record.set("backends", step.backends.map(\.rawValue))
    record.set("undoes", step.undoes)
    record.set("beyond_undo", step.beyond)
    return record
  }
}
