/// A token with nothing wrong and nothing uncommon, read in one go into two pieces of memory.
///
/// It gives up on all others, which `CompactToken` then reads part by part and with reasons.
struct PlainToken {
  let header: JSONObject
  let claims: JSONObject
  let signedBytes: ArraySlice<UInt8>
  let signatureBytes: ArraySlice<UInt8>

  init?(_ bytes: [UInt8]) {
    guard let dots = Self.dots(bytes) else { return nil }
    let (first, second) = dots
    let headerEnd = Base64URL.size(first)
    let claimsEnd = headerEnd + Base64URL.size(second - first - 1)
    let size = claimsEnd + Base64URL.size(bytes.count - second - 1)
    let decoded = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      let isDecoded = bytes.withUnsafeBufferPointer { text in
        func decode(_ from: Range<Int>, _ to: Range<Int>) -> Bool {
          let output = UnsafeMutableBufferPointer(rebasing: output[to])
          return Base64URL.decode(UnsafeBufferPointer(rebasing: text[from]), into: output) != nil
        }
        return decode(0..<first, 0..<headerEnd)
          && decode((first + 1)..<second, headerEnd..<claimsEnd)
          && decode((second + 1)..<text.count, claimsEnd..<size)
      }
      count = isDecoded ? size : 0
    }
    guard decoded.count == size, JSONScanner.isUTF8(decoded, before: claimsEnd) else { return nil }
    let found = decoded.withUnsafeBytes { text -> ([JSONIndex.Entry], Range<Int>, Range<Int>)? in
      var scanner = JSONScanner(text)
      guard let header = scanner.object(in: 0..<headerEnd),
        let claims = scanner.object(in: headerEnd..<claimsEnd)
      else { return nil }
      return (scanner.entries, header, claims)
    }
    guard let (entries, header, claims) = found else { return nil }
    self.header = JSONObject(JSONIndex(bytes: decoded, entries: entries, range: header))
    self.claims = JSONObject(JSONIndex(bytes: decoded, entries: entries, range: claims))
    signedBytes = bytes[..<second]
    signatureBytes = decoded[claimsEnd...]
  }

  /// The first and the last dot, nil when there are not two; a third one between them fails to
  /// decode.
  private static func dots(_ bytes: [UInt8]) -> (Int, Int)? {
    bytes.withUnsafeBytes { bytes in
      guard let first = dot(bytes, from: 0, by: 8),
        let last = dot(bytes, from: bytes.count - 8, by: -8),
        last > first
      else { return nil }
      return (first, last)
    }
  }

  /// The first dot in that direction, eight bytes at a time.
  private static func dot(_ bytes: UnsafeRawBufferPointer, from start: Int, by step: Int) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var place = start
    while place >= 0, place + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let others = word ^ (ones &* 0x2E)
      // The lowest mark is a dot's for certain; above it a borrow may make a false one.
      let marks = (others &- ones) & ~others & (ones &* 0x80)
      if marks != 0 {
        if step > 0 { return place + marks.trailingZeroBitCount / 8 }
        var last = place + 7
        while bytes[last] != 0x2E { last -= 1 }
        return last
      }
      place += step
    }
    let rest = step > 0 ? place..<bytes.count : 0..<(place + 8)
    return step > 0 ? bytes[rest].firstIndex(of: 0x2E) : bytes[rest].lastIndex(of: 0x2E)
  }
}
