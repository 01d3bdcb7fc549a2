import TUI
import TestSupport
import Testing

/// Every scalar there is, and generated hostile strings.
struct SafeTextSweepTests {
  /// Written apart from the product's own table.
  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    case .spaceSeparator: scalar != " "
    default: [0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800].contains(scalar.value)
    }
  }

  private func isEmojiGlue(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200D || scalar.value == 0xFE0F
  }

  private func faults(in text: String) -> [Unicode.Scalar] {
    let safe = SafeText(foreign: text)
    let plain = safe.plain
    if plain.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return [] }
    if !SafeText(foreign: plain).plain.utf8.elementsEqual(plain.utf8) {
      return Array(text.unicodeScalars.prefix(1))
    }
    return plain.unicodeScalars.filter { isForbidden($0) && !isEmojiGlue($0) }
  }

  @Test(arguments: 0..<17)
  func `no scalar of a plane comes out unsafe in any of four places`(plane: UInt32) {
    var bad: [UInt32] = []
    for value in (plane << 16)..<((plane + 1) << 16) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let alone = String(scalar)
      // First, between, and last in one string: three places for the price of one.
      if !faults(in: alone).isEmpty || !faults(in: alone + "ab" + alone + "ba" + alone).isEmpty {
        bad.append(value)
      }
    }
    #expect(bad.isEmpty)
  }

  @Test(arguments: 1...4)
  func `random hostile strings come out safe and stay as they came out`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let nasty: [UInt32] = [
      0x1B, 0x9B, 0x07, 0x0A, 0x200D, 0xFE0F, 0x301, 0x20E3, 0x1F468, 0x1F3FB, 0x1F1E9, 0x202E,
      0x31,
      0x61, 0x3042, 0x903, 0xE0041, 0x1160, 0x0, 0x2764, 0x1F3F4, 0x3C,
    ]
    var bad: [[Unicode.Scalar]] = []
    for number in 0..<25_000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<(1 + random.next() % 12) {
        // One in three is any scalar that there is.
        let value =
          random.next() % 3 == 0
          ? UInt32(random.next() % 0x11_0000) : nasty[Int(random.next() % UInt64(nasty.count))]
        if let scalar = Unicode.Scalar(value) { view.append(scalar) }
      }
      let text = String(view)
      if !faults(in: text).isEmpty { bad.append(Array(text.unicodeScalars)) }
      // Drawing is slow beside reading: one in ten goes to cells and back.
      guard number % 10 == 0 else { continue }
      let safe = SafeText(foreign: text)
      let frame = Frame.drawn(columns: safe.columns + 2, rows: 1) { $0.put(safe) }
      let drawn = picture(of: frame).unicodeScalars
      if !drawn.elementsEqual(trimmed(safe.plain).unicodeScalars) {
        bad.append(Array(text.unicodeScalars))
      }
    }
    #expect(bad.isEmpty, "\(bad.prefix(5))")
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
