import AuthCore
import TUI

/// A comparison of claims for a terminal or a program.
struct DiffText {
  let first: String
  let second: String
  let diff: ClaimDiff
  let isRevealing: Bool

  func text(json: Bool) -> String { json ? record.text : lines.joined(separator: "\n") }

  private var lines: [String] {
    var lines = [SingleLine.text("--- \(first)"), SingleLine.text("+++ \(second)")]
    for entry in diff.entries {
      switch entry.change {
      case .added(let value): lines.append(line("+", entry, value))
      case .gone(let value): lines.append(line("-", entry, value))
      case .changed(let old, let new):
        lines += [line("-", entry, old), line("+", entry, new)]
        if let words = words(entry) { lines.append(SingleLine.text("    \(words)")) }
      }
    }
    if diff.entries.isEmpty { lines.append("all claims are the same") }
    if !diff.same.isEmpty {
      lines.append(SingleLine.text("same: \(diff.same.joined(separator: ", "))"))
    }
    return lines
  }

  private func line(_ sign: String, _ entry: ClaimDiff.Entry, _ value: JSONValue) -> String {
    SingleLine.text("\(sign) \(entry.name)  \(shown(entry, value))")
  }

  private func shown(_ entry: ClaimDiff.Entry, _ value: JSONValue) -> String {
    if entry.isPersonal, !isRevealing { return ClaimName.mask }
    if case .number(let number) = value, ClaimName.isDate(entry.name) {
      return number.literal + (NumericDate(number).map { "  \($0.utcText)" } ?? "")
    }
    return value.text ?? JSONText.text(value)
  }

  /// The difference in words: how much later, what came in and what left.
  private func words(_ entry: ClaimDiff.Entry) -> String? {
    if let distance = entry.distance {
      guard distance != 0 else { return "the same moment" }
      return "\(Countdown(length: distance).text.plain) "
        + (distance < 0 ? "earlier" : "later")
    }
    guard let (added, gone) = entry.members, !entry.isPersonal || isRevealing else { return nil }
    let parts =
      (added.isEmpty ? [] : ["in: \(added.joined(separator: ", "))"])
      + (gone.isEmpty ? [] : ["out: \(gone.joined(separator: ", "))"])
    return parts.isEmpty ? "in another order" : parts.joined(separator: "; ")
  }

  private var record: JSONRecord {
    var record = JSONRecord()
    record.set("first", first)
    record.set("second", second)
    record.set("changes", diff.entries.map(entry))
    record.set("same", diff.same)
    return record
  }

  private func entry(_ entry: ClaimDiff.Entry) -> JSONRecord {
    let (word, old, new): (String, JSONValue, JSONValue) =
      switch entry.change {
      case .added(let value): ("added", .null, value)
      case .gone(let value): ("gone", value, .null)
      case .changed(let old, let new): ("changed", old, new)
      }
    let isMasked = entry.isPersonal && !isRevealing
    var record = JSONRecord()
    record.set("claim", entry.name)
    record.set("change", word)
    for (name, value) in [("from", old), ("to", new)] {
      record.set(name, isMasked && value != .null ? .string(ClaimName.mask) : value)
    }
    record.set("milliseconds_later", entry.distance)
    return record
  }
}
