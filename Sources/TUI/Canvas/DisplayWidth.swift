/// How many columns a scalar takes on a terminal: 0, 1 or 2.
///
/// Ambiguous characters (boxes, circles) count as one, as everywhere outside legacy East Asian locales.
package enum DisplayWidth {
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if value < 0x1100 { return contains(value, DisplayWidthTable.zero) ? 0 : 1 }
    // The blocks of borders, bars and dots, which a screen is full of.
    if (0x2500...0x25FC).contains(value) { return 1 }
    if contains(value, DisplayWidthTable.wide) { return 2 }
    return contains(value, DisplayWidthTable.zero) ? 0 : 1
  }

  /// Binary search in flat pairs of first and last value.
  private static func contains(_ value: UInt32, _ pairs: [UInt32]) -> Bool {
    var low = 0
    var high = pairs.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > pairs[2 * middle + 1] {
        low = middle + 1
      } else if value < pairs[2 * middle] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}
