/// The bottom line: keys that work now, with what they do.
package struct KeyHints: Hashable, Sendable {
  /// A key, how it is written, and what it does.
  package struct Hint: Hashable, Sendable {
    package let key: Key
    package let name: SafeText
    package let label: SafeText

    /// `name` is how the key is written, as `r` or `Enter`.
    package init(_ key: Key, _ name: SafeText, _ label: SafeText) {
      self.key = key
      self.name = name
      self.label = label
    }
  }

  package var hints: [Hint]

  package init(_ hints: [Hint]) {
    self.hints = hints
  }

  /// Draws the hints that fit, whole; those at the end of the list go first.
  ///
  /// A click presses the key.
  package func draw(in region: Region) {
    var x = 1
    for hint in hints {
      let name = region.shown(hint.name)
      let label = region.shown(hint.label)
      let columns = name.columns + 1 + label.columns
      guard x + columns <= region.columns else { break }
      let labelX = region.put(name, x: x, .key) + 1
      region.put(label, x: labelX, .hint)
      region.click(.keys([hint.key]), x: x, columns: columns)
      x += columns + 2
    }
  }
}
