/// Lengths of time as people type them.
package enum DurationText {
  /// Milliseconds of `90s`, `10m`, `1h30m`, `29d`; a bare number is seconds; nil for anything else.
  package static func milliseconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = [
      "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]
    var total: Int64 = 0
    var digits = ""
    var hasUnit = false
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      guard let unit = units[character], let number = Int64(digits) else { return nil }
      guard let sum = adding(number, times: unit, to: total) else { return nil }
      total = sum
      digits = ""
      hasUnit = true
    }
    guard !digits.isEmpty else { return hasUnit ? total : nil }
    guard !hasUnit, let number = Int64(digits) else { return nil }
    return adding(number, times: 1000, to: 0)
  }

  /// Milliseconds as `1h30m`, the way `milliseconds` reads them; parts of a second are left out.
  package static func text(_ milliseconds: Int64) -> String {
    var rest = max(0, milliseconds / 1000)
    var text = ""
    for (unit, seconds) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] as [(String, Int64)] {
      if rest >= seconds { text += "\(rest / seconds)\(unit)" }
      rest %= seconds
    }
    return text.isEmpty ? "0s" : text
  }

  private static func adding(_ number: Int64, times unit: Int64, to total: Int64) -> Int64? {
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    let (sum, overflow2) = total.addingReportingOverflow(product)
    return overflow || overflow2 ? nil : sum
  }
}
