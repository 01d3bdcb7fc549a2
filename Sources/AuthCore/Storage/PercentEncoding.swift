/// `encodeURIComponent` and `decodeURIComponent` (ECMA-262, section 19.2.6) over UTF-8 bytes.
package enum PercentEncoding {
  /// What `encodeURIComponent` leaves alone beside letters and digits.
  package static let marks = Set("-_.!~*'()".utf8)

  /// The text with every byte outside letters, digits and the given marks as `%XX`.
  package static func encoded(_ text: String, keeping marks: Set<UInt8> = marks) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isAlphanumeric(byte) || marks.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
      }
    }
    return bytes
  }

  /// The text with every `%XX` decoded; nil where a `%` begins none or a run is not UTF-8.
  package static func decoded(_ bytes: some Collection<UInt8>) -> String? {
    decodedRuns(bytes, isStrict: true)
  }

  /// The text with its runs of `%XX` decoded; any other `%` stays; nil where a run is not UTF-8.
  package static func decodedRuns(_ bytes: some Collection<UInt8>) -> String? {
    decodedRuns(bytes, isStrict: false)
  }

  private static func decodedRuns(_ bytes: some Collection<UInt8>, isStrict: Bool) -> String? {
    let bytes = Array(bytes)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      var run: [UInt8] = []
      while let byte = escape(bytes, at: index) {
        run.append(byte)
        index += 3
      }
      guard String(validating: run, as: UTF8.self) != nil else { return nil }
      text += run
      guard index < bytes.count else { break }
      if bytes[index] == UInt8(ascii: "%"), isStrict { return nil }
      text.append(bytes[index])
      index += 1
    }
    return String(validating: text, as: UTF8.self)
  }

  private static func escape(_ bytes: [UInt8], at index: Int) -> UInt8? {
    guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%"),
      let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
      let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
    else { return nil }
    return UInt8(high << 4 | low)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
