import AuthCore

/// A verdict in words, an axis a line, with what was wanted and found below a failure.
enum InspectVerdict {
  static func lines(_ inspection: Inspection) -> [String] {
    guard inspection.isChecked else { return [] }
    var table = TextTable(header: ["", "", "", ""])
    for (name, axis) in inspection.verdict.axes {
      let word = axis.status.rawValue.replacing("_", with: " ")
      table.add(["", name, word, axis.message])
      guard axis.status == .fail else { continue }
      if let expected = axis.expected { table.add(["", "", "expected", expected]) }
      if let actual = axis.actual { table.add(["", "", "actual", actual]) }
      if let advice = axis.code.advice { table.add(["", "", "do", advice]) }
    }
    let title = inspection.verifies ? "verdict: verified" : "verdict: not verified"
    return [title] + table.lines.dropFirst()
  }
}
