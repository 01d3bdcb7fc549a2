/// The share of a life that is left, as a bar: `██████████░`.
package struct LifeBar: Hashable, Sendable {
  /// 0 to 1.
  package let share: Double

  package init(share: Double) {
    self.share = share.isNaN ? 0 : min(max(share, 0), 1)
  }

  /// What is left of a life of `total`, both in the same unit.
  package init(left: Int, of total: Int) {
    self.init(share: total > 0 ? Double(left) / Double(total) : 0)
  }

  /// A life that has not ended shows at least one block, and only a whole one shows all.
  package func fullBlocks(of columns: Int) -> Int {
    guard share > 0, columns > 0 else { return 0 }
    let blocks = Int((share * Double(columns)).rounded())
    return max(1, share < 1 ? min(blocks, max(1, columns - 1)) : blocks)
  }

  package func line(columns: Int, _ style: Style = .barFull) -> StyledLine {
    let full = fullBlocks(of: columns)
    var line = StyledLine(SafeText(repeating: "█", count: full), style)
    line.append(SafeText(repeating: "░", count: columns - full), Style(.barEmpty, on: style.ground))
    return line
  }
}
