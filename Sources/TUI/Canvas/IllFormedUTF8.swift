/// Finds where bytes stop being UTF-8, and how many bytes the fault is (Unicode 3.9, maximal subpart).
enum IllFormedUTF8 {
  static func wellFormedPrefix(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = sequenceLength(bytes[index...])
      if length == 0 { break }
      index += length
    }
    return bytes[..<index]
  }

  /// At least 1 when there are bytes.
  static func maximalSubpart(of bytes: ArraySlice<UInt8>) -> Int {
    guard let lead = bytes.first else { return 0 }
    guard let (length, second) = form(of: lead), bytes.count > 1,
      second.contains(bytes[bytes.startIndex + 1])
    else { return 1 }
    let tail = bytes.dropFirst(2).prefix(length - 2).prefix { $0 & 0xC0 == 0x80 }
    return 2 + tail.count
  }

  private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int {
    guard let lead = bytes.first else { return 0 }
    if lead < 0x80 { return 1 }
    guard let (length, second) = form(of: lead), bytes.count >= length,
      second.contains(bytes[bytes.startIndex + 1]),
      bytes.dropFirst(2).prefix(length - 2).allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 0 }
    return length
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
