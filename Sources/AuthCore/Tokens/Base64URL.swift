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
    if let bytes = decodePlain(text) { return bytes }
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

  /// Decodes four characters at a time, or gives up on whatever must be refused.
  private static func decodePlain(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    text.withUnsafeBufferPointer { text in
      var isDecoded = false
      let bytes = [UInt8](unsafeUninitializedCapacity: size(text.count)) { output, count in
        let written = decode(text, into: output)
        isDecoded = written != nil
        count = written ?? 0
      }
      return isDecoded ? bytes : nil
    }
  }

  /// Bytes that so many characters encode.
  static func size(_ count: Int) -> Int { count / 4 * 3 + max(0, count % 4 - 1) }

  /// Decodes into memory with room for `size` bytes; nil for what must be refused.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    let rest = text.count % 4
    guard rest != 1 else { return nil }
    let whole = text.count - rest
    let bad = Alphabet.pairs.withUnsafeBufferPointer { decode(text[..<whole], $0, into: output) }
    guard bad & 0x8000 == 0 else { return nil }
    if rest > 0 {
      let last = Alphabet.values.withUnsafeBufferPointer { values in
        text[whole...].reduce(0) { $0 << 8 | UInt32(values[Int($1)]) }
      }
      let bits = rest == 2 ? (last >> 8 & 63) << 6 | last & 63 : tripled(last)
      // Letters outside the alphabet, or bits that decode to nothing: a second spelling.
      guard last & 0xC0C0C0 == 0, bits & (rest == 2 ? 15 : 3) == 0 else { return nil }
      output[whole / 4 * 3] = UInt8(truncatingIfNeeded: bits >> (rest == 2 ? 4 : 10))
      if rest == 3 { output[whole / 4 * 3 + 1] = UInt8(truncatingIfNeeded: bits >> 2) }
    }
    return size(text.count)
  }

  /// Three letters' values, a byte each, as 18 bits.
  private static func tripled(_ values: UInt32) -> UInt32 {
    (values >> 16 & 63) << 12 | (values >> 8 & 63) << 6 | values & 63
  }

  /// Fills the output from whole groups of four; a result with its highest bit set means refusal.
  private static func decode(
    _ text: Slice<UnsafeBufferPointer<UInt8>>,
    _ pairs: UnsafeBufferPointer<UInt16>,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> UInt16 {
    let source = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text))
    let target = UnsafeMutableRawBufferPointer(output)
    // Two groups at a time while there is room for the two bytes that are written over later.
    let rounds = max(0, min(source.count / 8, (target.count - 2) / 6))
    var bad: UInt16 = 0
    var (from, to) = (0, 0)
    if let input = source.baseAddress, let place = target.baseAddress, let table = pairs.baseAddress
    {
      for _ in 0..<rounds {
        let eight = UInt64(
          littleEndian: input.loadUnaligned(fromByteOffset: from, as: UInt64.self)
        )
        let one = table[Int(truncatingIfNeeded: eight & 0xFFFF)]
        let two = table[Int(truncatingIfNeeded: eight &>> 16 & 0xFFFF)]
        let three = table[Int(truncatingIfNeeded: eight &>> 32 & 0xFFFF)]
        let four = table[Int(truncatingIfNeeded: eight &>> 48)]
        bad |= one | two | three | four
        let bits =
          UInt64(one) &<< 52 | UInt64(two) &<< 40 | UInt64(three) &<< 28 | UInt64(four) &<< 16
        place.storeBytes(of: bits.bigEndian, toByteOffset: to, as: UInt64.self)
        from &+= 8
        to &+= 6
      }
    }
    while from < source.count {
      bad |= group(at: from, of: source, pairs, into: target, at: to)
      from += 4
      to += 3
    }
    return bad
  }

  /// Decodes one group of four; a result with its highest bit set means refusal.
  private static func group(
    at from: Int,
    of source: UnsafeRawBufferPointer,
    _ pairs: UnsafeBufferPointer<UInt16>,
    into target: UnsafeMutableRawBufferPointer,
    at to: Int
  ) -> UInt16 {
    let group = UInt32(littleEndian: source.loadUnaligned(fromByteOffset: from, as: UInt32.self))
    let (one, two) = (pairs[Int(group & 0xFFFF)], pairs[Int(group >> 16)])
    let bits = UInt32(one) << 12 | UInt32(two)
    for place in 0..<3 {
      target[to + place] = UInt8(truncatingIfNeeded: bits >> (16 - 8 * UInt32(place)))
    }
    return one | two
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

    /// The twelve bits of each two letters, by the letters as they lie in memory; the highest bit is
    /// set where one is outside.
    static let pairs: [UInt16] = (0..<65536).map { index in
      let (first, second) = (UInt16(values[index % 256]), UInt16(values[index / 256]))
      return first < 64 && second < 64 ? first << 6 | second : 0x8000
    }
  }
}
