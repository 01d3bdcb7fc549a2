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

  /// The first and the last dot, nil when there are not two; a third one between them fails to
  /// decode.
  private static func dots(_ bytes: [UInt8]) -> (Int, Int)? {
    bytes.withUnsafeBufferPointer { bytes in
      let dot = UInt8(ascii: ".")
      var first = 0
      while first < bytes.count, bytes[first] != dot { first += 1 }
      var last = bytes.count - 1
      while last > first, bytes[last] != dot { last -= 1 }
      return last > first ? (first, last) : nil
    }
  }
}
