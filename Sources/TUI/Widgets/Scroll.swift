/// Which part of a long list is on screen.
package struct Scroll: Hashable, Sendable {
  /// The first item shown.
  package private(set) var first = 0

  package init() {}

  /// Moves as little as needed for the item to be seen, and leaves no gap at the end.
  package mutating func reveal(_ index: Int, count: Int, rows: Int) {
    if index < first { first = index }
    if index >= first + rows { first = index - rows + 1 }
    settle(count: count, rows: rows)
  }

  package mutating func move(by rowsDown: Int, count: Int, rows: Int) {
    first += rowsDown
    settle(count: count, rows: rows)
  }

  private mutating func settle(count: Int, rows: Int) {
    first = max(0, min(first, count - max(1, rows)))
  }

  /// The items that are seen.
  package func visible(count: Int, rows: Int) -> Range<Int> {
    let start = min(first, count)
    return start..<min(count, start + max(0, rows))
  }
}
