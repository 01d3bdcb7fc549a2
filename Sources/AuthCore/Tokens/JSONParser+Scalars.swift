extension JSONParser {
  mutating func number() throws(JSONError) -> JSONNumber {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    if let byte = next, isDigit(byte) { throw .badNumber(offset: position) }
    return JSONNumber(literal: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = next, isDigit(byte) { position += 1 }
    guard position > start else {
      if next == nil { throw .unexpectedEnd(expected: "a digit") }
      throw .badNumber(offset: position)
    }
  }

  mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw .controlCharacter(byte, offset: position) }
      position += 1
    }
    throw .unexpectedEnd(expected: "the end of a string")
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw .controlCharacter(byte, offset: position - 1)
      default: text.append(byte)
      }
    }
    throw .unexpectedEnd(expected: "the end of a string")
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    guard let byte = next else { throw .unexpectedEnd(expected: "an escaped character") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw .badEscape(offset: position - 2)
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> [UInt8] {
    let start = position - 2
    let unit = try fourHexDigits(start)
    var scalar = UInt32(unit)
    if UTF16.isLeadSurrogate(unit) {
      guard next == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw .unpairedSurrogate(offset: start) }
      position += 2
      let trail = try fourHexDigits(position - 2)
      guard UTF16.isTrailSurrogate(trail) else { throw .unpairedSurrogate(offset: start) }
      scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF))
    }
    guard let value = Unicode.Scalar(scalar) else { throw .unpairedSurrogate(offset: start) }
    return Array(String(Character(value)).utf8)
  }

  private mutating func fourHexDigits(_ start: Int) throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw .unexpectedEnd(expected: "four hexadecimal digits") }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw .badEscape(offset: start)
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
