/// How far long work has come: `██████░░░░ 60 of 100  12/s  4s left`.
package struct ProgressBar: Hashable, Sendable {
  package let done: Int
  package let total: Int
  /// Whole milliseconds since the start.
  package let elapsed: Int

  package init(done: Int, total: Int, elapsed: Int = 0) {
    self.total = max(0, total)
    self.done = max(0, min(done, self.total))
    self.elapsed = max(0, elapsed)
  }

  /// Items a second; nil until a second has passed.
  package var rate: Int? { elapsed >= 1000 ? done * 1000 / elapsed : nil }

  /// Milliseconds that the rest will take at this rate; nil when it cannot be said.
  package var remaining: Int? {
    guard elapsed >= 1000, done > 0, done < total else { return nil }
    let (left, isBeyond) = (elapsed / done).multipliedReportingOverflow(by: total - done)
    return isBeyond ? nil : left
  }

  package func line(barColumns: Int = 20) -> StyledLine {
    var line = LifeBar(left: done, of: total).line(columns: barColumns, .accent)
    line.append(" \(done) of \(total)", .plain)
    if let rate { line.append("  \(rate)/s", .dim) }
    if let remaining { line.append("  \(Countdown(milliseconds: remaining).text) left", .dim) }
    return line
  }
}
