/// The bottom line: keys that work now, with what they do.
package struct KeyHints: Hashable, Sendable {
  /// A key, how it is written, and what it does.
  package struct Hint: Hashable, Sendable {
    package let key: Key
    package let name: SafeText
    package let label: SafeText
    /// What goes last where there is little room: 0 before 1.
    package var rank = 0

    /// `name` is how the key is written; by default as in the help.
    package init(_ key: Key, _ label: SafeText, as name: SafeText? = nil, rank: Int = 0) {
      self.key = key
      self.name = name ?? key.label
      self.label = label
      self.rank = rank
    }
  }

  package var hints: [Hint]
  /// What no key stands for, before the hints, such as that letters search.
  package var lead: SafeText
  /// More that may be typed, after the hints, where there is room for all of it.
  package var trail: SafeText

  package init(_ hints: [Hint] = [], lead: SafeText = "", trail: SafeText = "") {
    self.hints = hints
    self.lead = lead
    self.trail = trail
  }

  /// Draws the hints that fit, whole; of those that do not fit the ones of the highest rank go first,
  /// and of one rank the way out stays longest.
  ///
  /// A click presses the key.
  package func draw(in region: Region) {
    var x = 1
    let lead = region.shown(lead)
    if !lead.isEmpty, lead.columns < region.columns {
      x = region.put(lead, x: x, .hint) + 2
    }
    for index in fitting(region, from: x) {
      let hint = hints[index]
      let start = x
      let labelX = region.put(hint.name, x: x, .key) + 1
      x = region.put(hint.label, x: labelX, .hint)
      region.click(.keys([hint.key]), x: start, columns: x - start)
      x += 2
    }
    if !trail.isEmpty, x + region.shown(trail).columns <= region.columns {
      region.put(trail, x: x, .dim)
    }
  }

  /// The hints that there is room for, in their order.
  private func fitting(_ region: Region, from start: Int) -> [Int] {
    var x = start
    var chosen: [Int] = []
    func order(_ index: Int) -> (Int, Int, Int) {
      (hints[index].rank, hints[index].key == .escape ? 0 : 1, index)
    }
    for index in hints.indices.sorted(by: { order($0) < order($1) }) {
      let hint = hints[index]
      let columns = region.shown(hint.name).columns + 1 + region.shown(hint.label).columns
      guard x + columns <= region.columns else { continue }
      chosen.append(index)
      x += columns + 2
    }
    return chosen.sorted()
  }
}
