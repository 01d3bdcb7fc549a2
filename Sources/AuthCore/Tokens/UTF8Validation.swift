/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
package enum UTF8Validation {
  /// Where the first ill-formed sequence begins, or nil when the whole text is well formed.
  package static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
    firstInvalidIndex(in: bytes[...])
  }

  /// The index of the first ill-formed sequence of a slice.
  package static func firstInvalidIndex(in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard let (length, second) = form(of: lead), index + length <= bytes.endIndex,
        second.contains(bytes[index + 1]),
        bytes[(index + 2)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else { return index }
      index += length
    }
    return nil
  }

  /// How many bytes of an ill-formed beginning belong together (Unicode 3.9, maximal subpart).
  ///
  /// At least 1 when there are bytes.
  package static func maximalSubpart(of bytes: ArraySlice<UInt8>) -> Int {
    guard let lead = bytes.first else { return 0 }
    guard let (length, second) = form(of: lead), bytes.count > 1,
      second.contains(bytes[bytes.startIndex + 1])
    else { return 1 }
    let tail = bytes.dropFirst(2).prefix(length - 2).prefix { $0 & 0xC0 == 0x80 }
    return 2 + tail.count
  }

  /// How many bytes a lead byte asks for, and what the second may be (Unicode table 3-7).
  private static func form(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}
