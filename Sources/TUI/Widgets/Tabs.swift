/// A line of tabs, one of them current.
package struct Tabs: Hashable, Sendable {
  package var titles: [SafeText]
  package private(set) var current: Int

  package init(_ titles: [SafeText], current: Int = 0) {
    self.titles = titles
    self.current = max(0, min(current, titles.count - 1))
  }

  /// Goes round at both ends.
  package mutating func move(by step: Int) {
    guard !titles.isEmpty else { return }
    current = ((current + step) % titles.count + titles.count) % titles.count
  }

  package mutating func select(_ index: Int) {
    if titles.indices.contains(index) { current = index }
  }

  /// Draws on the first row; a click chooses a tab.
  ///
  /// Where not all have room they stand closer, and then the first ones make way for the current.
  package func draw(in region: Region, isFocused: Bool = true) {
    let gap = width(of: titles.indices, gap: 2) <= region.columns ? 2 : 1
    let first = titles.indices.first {
      $0 == current || width(of: $0..<(current + 1), gap: gap) <= region.columns
    }
    var x = 0
    for index in titles.indices.dropFirst(first ?? 0) where x < region.columns {
      let isCurrent = index == current
      let style: Style = isCurrent ? (isFocused ? .accent.bold.underlined : .title) : .dim
      let end = region.put(titles[index], x: x, style)
      region.click(.tab(index), x: x, columns: end - x)
      x = end + gap
    }
  }

  private func width(of range: Range<Int>, gap: Int) -> Int {
    titles[range].reduce(0) { $0 + $1.columns } + gap * max(0, range.count - 1)
  }
}
