import TUI
import Testing

@testable import Terminal

struct BackgroundTests {
  @Test(
    arguments: [
      ("15;0", false), ("0;15", true), ("0;default;15", true), ("7;8", false), ("0;7", true),
      ("", nil), ("a;b", nil), ("15;default", nil),
    ] as [(String, Bool?)]
  )
  func `the environment's pair tells`(text: String, isLight: Bool?) {
    #expect(Background.isLight(colourPair: text) == isLight)
  }

  @Test(
    arguments: [
      ("11;rgb:ffff/ffff/ffff", true), ("11;rgb:0000/0000/0000", false), ("11;rgb:f/f/f", true),
      ("11;rgba:fd/f6/e3/ff", true), ("11;rgb:00/2b/36", false), ("10;rgb:ff/ff/ff", nil),
      ("11;rgb:zz/00/00", nil), ("11;rgb:ff/ff", nil), ("11;?", nil), ("", nil),
    ] as [(String, Bool?)]
  )
  func `the terminal's answer tells`(text: String, isLight: Bool?) {
    #expect(Background.isLight(reply: Array(text.utf8)) == isLight)
  }

  @Test(arguments: ["\u{07}", "\u{1B}\\"])
  func `an answer is no key, however it is cut, and is taken once`(end: String) {
    let bytes = Array("j\u{1B}]11;rgb:ff/ff/ff\(end)k".utf8)
    for cut in 0...bytes.count {
      var decoder = KeyDecoder()
      var keys = decoder.feed(bytes[..<cut])
      keys += decoder.feed(bytes[cut...])
      #expect(keys == [.character("j"), .character("k")])
      #expect(decoder.takeAnswers().compactMap { Background.isLight(reply: $0) } == [true])
      #expect(decoder.takeAnswers().isEmpty)
    }
  }

  @Test func `an endless answer is kept short and believed in no part`() {
    var decoder = KeyDecoder()
    let endless = "\u{1B}]11;rgb:ff/ff/ff" + String(repeating: "f", count: 100_000) + "\u{07}"
    #expect(decoder.feed(Array(endless.utf8)).isEmpty)
    #expect(decoder.takeAnswers().isEmpty)
  }
}

extension BackgroundTests {
  /// WCAG 2's relative luminance.
  private func luminance(_ rgb: Int) -> Double {
    let weights = [0.2126, 0.7152, 0.0722]
    return (0..<3).reduce(0) { sum, index in
      let level = Double(rgb >> (16 - 8 * index) & 255) / 255
      // A power without a maths library: the square is near enough to sRGB's 2.2.
      return sum + weights[index] * level * level
    }
  }

  @Test(arguments: [true, false])
  func `text can be read on the ground it stands on`(isLight: Bool) {
    let ground = isLight ? 1.0 : 0.0
    for role in Style.Role.allCases where ![.border, .barEmpty].contains(role) {
      let palette = Palette(colours: 16_777_216, isLight: isLight)
      guard let colour = palette.look(of: Style(role)).foreground else { continue }
      let own = luminance(colour)
      let contrast = (max(own, ground) + 0.05) / (min(own, ground) + 0.05)
      #expect(contrast >= 3, "\(role) \(contrast)")
    }
  }
}
