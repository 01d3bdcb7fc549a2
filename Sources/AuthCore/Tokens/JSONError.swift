/// Why a text is not JSON; offsets count bytes from its start.
public enum JSONError: Error, Equatable, Sendable {
  case empty
  case byteOrderMark
  case invalidUTF8(offset: Int)
  case unexpectedByte(UInt8, offset: Int, expected: String)
  case unexpectedEnd(expected: String)
  case controlCharacter(UInt8, offset: Int)
  case badEscape(offset: Int)
  case unpairedSurrogate(offset: Int)
  case badNumber(offset: Int)
  case tooDeep(offset: Int, limit: Int)
  case trailingBytes(offset: Int)
}

extension JSONError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "the text is empty"
    case .byteOrderMark: "byte 0 begins a byte order mark, which JSON forbids"
    case .invalidUTF8(let offset): "byte \(offset) is not UTF-8"
    case .unexpectedByte(let byte, let offset, let expected):
      "byte \(offset) is \(byteName(byte)) where \(expected) was expected"
    case .unexpectedEnd(let expected): "the text ends where \(expected) was expected"
    case .controlCharacter(let byte, let offset):
      "byte \(offset) is the control character \(byteName(byte)), which must be escaped"
    case .badEscape(let offset): "byte \(offset) begins no JSON escape"
    case .unpairedSurrogate(let offset): "byte \(offset) begins half of a surrogate pair"
    case .badNumber(let offset): "byte \(offset) breaks the form of a number"
    case .tooDeep(let offset, let limit):
      "byte \(offset) opens more than \(limit) levels of arrays and objects"
    case .trailingBytes(let offset): "byte \(offset) follows the end of the value"
    }
  }
}

/// A byte as a reader can take it in: the character when it has a safe picture, the number else.
func byteName(_ byte: UInt8) -> String {
  guard byte > 0x20, byte < 0x7f else {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (byte < 16 ? "0" : "") + digits
  }
  return "'\(Character(Unicode.Scalar(byte)))'"
}
