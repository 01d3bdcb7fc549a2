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
    var scanner = JSONScanner(decoded)
    guard let header = scanner.object(in: 0..<headerEnd),
      let claims = scanner.object(in: headerEnd..<claimsEnd)
    else { return nil }
    let entries = scanner.entries
    self.header = JSONObject(JSONIndex(bytes: decoded, entries: entries, range: header))
    self.claims = JSONObject(JSONIndex(bytes: decoded, entries: entries, range: claims))
    signedBytes = bytes[..<second]
    signatureBytes = decoded[claimsEnd...]
  }

  /// Where the two dots stand, nil when there are fewer or more.
  private static func dots(_ bytes: [UInt8]) -> (Int, Int)? {
    bytes.withUnsafeBufferPointer { bytes in
      var places = (-1, -1)
      var count = 0
      var position = 0
      let dots: UInt64 = 0x2E2E_2E2E_2E2E_2E2E
      let raw = UnsafeRawBufferPointer(bytes)
      while position < bytes.count {
        if position + 8 <= bytes.count {
          let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ dots
          // No byte of the eight is a dot.
          if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 == 0 {
            position += 8
            continue
          }
        }
        for place in position..<min(position + 8, bytes.count)
        where bytes[place] == UInt8(ascii: ".") {
          places = (places.1, place)
          count += 1
        }
        position += 8
      }
      return count == 2 ? places : nil
    }
  }
}
