extension TOMLLocator {
  /// The parts of a key such as `a."b c".d`, with where each begins.
  mutating func dottedKey() -> [(name: String, offset: Int)] {
    var keys: [(String, Int)] = []
    while true {
      skipSpace()
      let start = position
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
        keys.append((quoted(), start))
      } else {
        while isBare(next) { position += 1 }
        guard position > start else { return keys }
        keys.append((String(decoding: bytes[start..<position], as: UTF8.self), start))
      }
      skipSpace()
      guard next == UInt8(ascii: ".") else { return keys }
      position += 1
    }
  }

  /// The text of a string of any of the four kinds; the position is behind it.
  mutating func quoted() -> String {
    let quote = next
    let isLong = bytes.dropFirst(position).starts(with: [quote, quote, quote])
    let isBasic = quote == UInt8(ascii: "\"")
    position += isLong ? 3 : 1
    var text: [UInt8] = []
    while position < bytes.count {
      if next == quote, !isLong || bytes.dropFirst(position).starts(with: [quote, quote, quote]) {
        position += isLong ? 3 : 1
        // Up to two quotes before the closing three belong to the text.
        while isLong, next == quote { position += 1 }
        break
      }
      if isBasic, next == UInt8(ascii: "\\") {
        text += escape()
      } else {
        text.append(next)
        position += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() -> [UInt8] {
    position += 1
    let letter = next
    position += 1
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12,
      UInt8(ascii: "r"): 13, UInt8(ascii: "e"): 27,
    ]
    if let byte = plain[letter] { return [byte] }
    let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][letter]
    guard let digits else { return [letter] }
    let hex = String(decoding: bytes.dropFirst(position).prefix(digits), as: UTF8.self)
    position = min(position + digits, bytes.count)
    return UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) } ?? []
  }

  private func isBare(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
