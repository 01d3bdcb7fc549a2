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
    var text = ""
    append(value, to: &text)
    return text
  }

  /// An object as JSON, members in their order.
  public static func text(_ object: JSONObject) -> String { text(.object(object)) }

  private static func append(_ value: JSONValue, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number.literal
    case .string(let string): append(string, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        append(value, to: &text)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if index > 0 { text += "," }
        append(member.name, to: &text)
        text += ":"
        append(member.value, to: &text)
      }
      text += "}"
    }
  }

  private static func append(_ string: String, to text: inout String) {
    let isPlain = string.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    if isPlain {
      text += "\""
      text += string
      text += "\""
    } else {
      text += Self.string(string)
    }
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
