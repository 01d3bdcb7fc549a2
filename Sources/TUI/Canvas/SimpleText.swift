/// Text whose every scalar is a safe glyph of one column by itself, as nearly all of a screen is.
enum SimpleText {
  /// The columns of such a text, nil for any other.
  static func columns(of text: String) -> Int? {
    var count = 0
    for scalar in text.unicodeScalars {
      guard isSimple(scalar.value) else { return nil }
      count += 1
    }
    return count
  }

  /// ASCII, the Latin letters, and borders, bars and dots up to those that may be emoji by themselves.
  private static func isSimple(_ value: UInt32) -> Bool {
    switch value {
    case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x250, 0x2500..<0x25FD: true
    default: false
    }
  }
}
