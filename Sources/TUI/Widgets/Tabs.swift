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
  package func draw(in region: Region, isFocused: Bool = true) {
    var x = 0
    for (index, title) in titles.enumerated() where x < region.columns {
      let isCurrent = index == current
      let style: Style = isCurrent ? (isFocused ? .accent.bold.underlined : .title) : .dim
      let end = region.put(title, x: x, style)
      region.click(.tab(index), x: x, columns: end - x)
      x = end + 2
    }
  }
}
