/// Base64url without padding, strict in both directions (RFC 4648 section 5, RFC 7515 section 2).
public enum Base64URL {
  /// Why a text is not base64url; offsets count bytes from the start of the given text.
  public enum Failure: Error, Equatable, Sendable {
    case forbiddenByte(UInt8, offset: Int)
    /// One byte more than a multiple of four encodes no whole byte.
    case impossibleLength(Int)
    /// The last character carries bits that decode to nothing: two spellings of one value.
    case unusedBits(offset: Int)
  }

  /// The bytes that a text stands for; the text must be in its one canonical spelling.
  public static func decode(_ text: ArraySlice<UInt8>) throws(Failure) -> [UInt8] {
    let count = text.count
    guard count % 4 != 1 else { throw .impossibleLength(count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var held = 0
    for index in text.indices {
      let byte = text[index]
      let value = Alphabet.values[Int(byte)]
      guard value < 64 else { throw .forbiddenByte(byte, offset: index - text.startIndex) }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    guard bits & (1 << UInt32(held) - 1) == 0 else { throw .unusedBits(offset: count - 1) }
    return bytes
  }

  /// The canonical spelling of some bytes.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 6 {
        held -= 6
        text.append(Alphabet.letters[Int(bits >> UInt32(held) & 63)])
      }
    }
    if held > 0 { text.append(Alphabet.letters[Int(bits << UInt32(6 - held) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }

  private enum Alphabet {
    static let letters = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    /// The six bits of each byte value, 255 for a byte outside the alphabet.
    static let values: [UInt8] = {
      var table = [UInt8](repeating: 255, count: 256)
      for (value, letter) in letters.enumerated() { table[Int(letter)] = UInt8(value) }
      return table
    }()
  }
}
