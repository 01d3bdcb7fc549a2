/// JSON written by hand where the order of members and the text of numbers must be kept.
public enum JSONText {
  /// A string literal with what RFC 8259 section 7 says must be escaped.
  ///
  /// Controls of the second set and DEL are escaped too, so that a terminal never acts on them.
  public static func string(_ text: String) -> String {
    // Most texts are plain: they cost one look at their bytes.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      return "\"\(text)\""
    }
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        literal += "\\u" + fourDigits(scalar.value)
      case _ where isInvisible(scalar):
        for unit in String(scalar).utf16 { literal += "\\u" + fourDigits(UInt32(unit)) }
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }

  /// A value as JSON, members in their order and numbers by their own digits.
  public static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.literal
    case .string(let text): string(text)
    case .array(let values): "[" + values.map(text).joined(separator: ",") + "]"
    case .object(let object): text(object)
    }
  }

  /// An object as JSON, members in their order.
  public static func text(_ object: JSONObject) -> String {
    let members = object.members.map { string($0.name) + ":" + text($0.value) }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// Formatting and separator characters that change how a line reads without being seen.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator, .privateUse: true
    default: false
    }
  }

  private static func fourDigits(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
