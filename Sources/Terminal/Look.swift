internal import CNcurses

/// How a style looks on this terminal: colours by their number (nil: the terminal's own) and attributes.
struct Look: Hashable {
  struct Attributes: OptionSet, Hashable {
    let rawValue: UInt8
    static let bold = Attributes(rawValue: 1)
    static let underline = Attributes(rawValue: 2)
    static let reverse = Attributes(rawValue: 4)
    static let italic = Attributes(rawValue: 8)
    static let dim = Attributes(rawValue: 16)
  }

  var foreground: Int?
  var background: Int?
  var attributes: Attributes = []

  var cursesAttributes: attr_t {
    var bits: attr_t = 0
    if attributes.contains(.bold) { bits |= authtop_bold }
    if attributes.contains(.underline) { bits |= authtop_underline }
    if attributes.contains(.reverse) { bits |= authtop_reverse }
    if attributes.contains(.italic) { bits |= authtop_italic }
    if attributes.contains(.dim) { bits |= authtop_dim }
    return bits
  }

  /// The sequence that sets it, for text that curses cannot draw (ECMA-48 8.3.117).
  var sequence: String {
    var codes = ["0"]
    if attributes.contains(.bold) { codes.append("1") }
    if attributes.contains(.dim) { codes.append("2") }
    if attributes.contains(.italic) { codes.append("3") }
    if attributes.contains(.underline) { codes.append("4") }
    if attributes.contains(.reverse) { codes.append("7") }
    if let foreground { codes.append(Self.code(foreground, normal: 30, bright: 90, long: 38)) }
    if let background { codes.append(Self.code(background, normal: 40, bright: 100, long: 48)) }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  private static func code(_ colour: Int, normal: Int, bright: Int, long: Int) -> String {
    switch colour {
    case 0..<8: String(normal + colour)
    case 8..<16: String(bright + colour - 8)
    case 16..<256: "\(long);5;\(colour)"
    default: "\(long);2;\(colour >> 16 & 255);\(colour >> 8 & 255);\(colour & 255)"
    }
  }
}
