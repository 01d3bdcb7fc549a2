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

  private static let leastBar = 5
  /// Where that many columns are left for it, the count of a few thousand is still whole.
  static let leastColumns = leastBar + " 1000 of 1000".utf8.count

  /// As much of it as there is room for: the bar gives way first, then the rate; the count stays.
  package func line(columns: Int = 80) -> StyledLine {
    var numbers = StyledLine(" \(done) of \(total)", .plain)
    var more = StyledLine()
    if let rate { more.append("  \(rate)/s", .dim) }
    if let remaining { more.append("  \(Countdown(milliseconds: remaining).text) left", .dim) }
    let least = Self.leastBar
    if least + numbers.columns + more.columns <= columns { numbers = numbers + more }
    let bar = max(least, min(20, columns - numbers.columns))
    return LifeBar(left: done, of: total).line(columns: bar, .accent) + numbers
  }
}
