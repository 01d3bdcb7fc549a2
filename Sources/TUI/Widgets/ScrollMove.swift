/// A move through a list or a text, as the keys of pagers and editors have it.
package enum ScrollMove: Hashable, Sendable {
  case up, down, pageUp, pageDown, halfUp, halfDown, first, last

  /// The move that a key stands for, if any.
  package init?(_ key: Key) {
    switch key {
    case .up, .character("k"): self = .up
    case .down, .character("j"): self = .down
    case .pageUp: self = .pageUp
    case .pageDown: self = .pageDown
    case .ctrl("u"): self = .halfUp
    case .ctrl("d"): self = .halfDown
    case .home, .character("g"): self = .first
    case .end, .character("G"): self = .last
    default: return nil
    }
  }

  /// The move of one line that the wheel stands for.
  package init?(wheel key: Key) {
    guard case .mouse(let mouse) = key else { return nil }
    switch mouse.action {
    case .wheelUp: self = .up
    case .wheelDown: self = .down
    default: return nil
    }
  }

  /// Where the move leads from an index, within `0..<count`; 0 when there is nothing.
  package func target(from index: Int, count: Int, rows: Int) -> Int {
    let target =
      switch self {
      case .up: index - 1
      case .down: index + 1
      case .pageUp: index - max(1, rows - 1)
      case .pageDown: index + max(1, rows - 1)
      case .halfUp: index - max(1, rows / 2)
      case .halfDown: index + max(1, rows / 2)
      case .first: 0
      case .last: count - 1
      }
    return max(0, min(target, count - 1))
  }
}
