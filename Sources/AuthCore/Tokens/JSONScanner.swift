/// A quick look that accepts plain JSON objects and notes where their members stand.
///
/// It accepts nothing that `JSONParser` refuses, and gives up, by nil, on whatever is wrong or
/// merely uncommon: the parser then reads the text and says what is wrong with it. Every access is
/// checked against the bounds.
struct JSONScanner {
  /// Members of one object beyond which repeated names are left to the parser.
  private static let memberLimit = 64

  /// Valid while the value lives, which is no longer than the closure that it is made in.
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var end = 0
  private var depth = 0
  /// The members of the outermost object, then those of the objects within that are open.
  private(set) var entries: [JSONIndex.Entry] = []

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    entries.reserveCapacity(24)
  }

  /// The members of an object without repeated names at any depth, or nil to have it parsed.
  static func index(_ bytes: [UInt8]) -> JSONIndex? {
    guard bytes.count < Int(Int32.max) else { return nil }
    guard isUTF8(bytes, before: bytes.count) else { return nil }
    return bytes.withUnsafeBytes { text in
      var scanner = JSONScanner(text)
      guard let range = scanner.object(in: 0..<text.count) else { return nil }
      return JSONIndex(bytes: bytes, entries: scanner.entries, range: range)
    }
  }

  /// Whether the text up to there is well formed; plain ASCII is told at once.
  static func isUTF8(_ bytes: [UInt8], before end: Int) -> Bool {
    let isASCII = bytes.withUnsafeBytes { text in
      var high: UInt64 = 0
      var offset = 0
      while offset + 8 <= end {
        high |= text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      while offset < end {
        high |= UInt64(text[offset])
        offset += 1
      }
      return high & 0x8080_8080_8080_8080 == 0
    }
    return isASCII || UTF8Validation.firstInvalidOffset(in: Array(bytes[..<end])) == nil
  }

  /// Notes the members of the one object that a part of the text holds; nil to have it parsed.
  mutating func object(in part: Range<Int>) -> Range<Int>? {
    position = part.lowerBound
    end = part.upperBound
    depth = 0
    let first = entries.count
    skipSpace()
    guard next == UInt8(ascii: "{"), object() else { return nil }
    skipSpace()
    return position == end ? first..<entries.count : nil
  }

  /// The byte at the position, 0 at the end: no JSON syntax has a place for 0.
  private var next: UInt8 {
    @inline(__always) get { position < end ? bytes[position] : 0 }
  }

  @inline(__always)
  private mutating func skipSpace() {
    while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 }
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() -> Bool {
    switch next {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[offset]) else { return false }
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = position
    while next &- 0x30 <= 9 { position += 1 }
    return position > start
  }

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      guard digits() else { return false }
    }
    if take(UInt8(ascii: ".")) {
      guard digits() else { return false }
    }
    if next | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() else { return false }
    }
    return true
  }

  /// Passes a string and says whether it holds an escape; nil for one to be parsed.
  private mutating func string() -> Bool? {
    position += 1
    var hasEscape = false
    while true {
      skipPlain()
      switch next {
      case UInt8(ascii: "\""):
        position += 1
        return hasEscape
      case UInt8(ascii: "\\"):
        position += 1
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
          UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          position += 1
          hasEscape = true
        default: return nil
        }
      default: return nil
      }
    }
  }

  /// Moves to the next quote, backslash or control character, eight bytes at a time.
  @inline(__always)
  private mutating func skipPlain() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var position = position
    defer { self.position = position }
    while position + 8 <= end {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      )
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let stops =
        ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) & ~word)
        & highs
      if stops != 0 {
        position += stops.trailingZeroBitCount / 8
        return
      }
      position += 8
    }
    while position < end {
      let byte = bytes[position]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return }
      position += 1
    }
  }

  private mutating func array() -> Bool {
    guard depth < JSONParser.depthLimit else { return false }
    depth += 1
    position += 1
    skipSpace()
    if !take(UInt8(ascii: "]")) {
      while true {
        guard value() else { return false }
        skipSpace()
        if take(UInt8(ascii: ",")) {
          skipSpace()
          continue
        }
        guard take(UInt8(ascii: "]")) else { return false }
        break
      }
    }
    depth -= 1
    return true
  }

  private mutating func object() -> Bool {
    guard depth < JSONParser.depthLimit else { return false }
    depth += 1
    position += 1
    let first = entries.count
    // Kinds of names met so far, by length and first letter: another kind is another name.
    var kinds: UInt64 = 0
    skipSpace()
    if !take(UInt8(ascii: "}")) {
      while true {
        let place = entries.count
        guard member() else { return false }
        let kind = kind(of: entries[place])
        guard kinds & kind == 0 || hasNewName(place, since: first) else { return false }
        kinds |= kind
        skipSpace()
        if take(UInt8(ascii: ",")) {
          skipSpace()
          continue
        }
        guard take(UInt8(ascii: "}")) else { return false }
        break
      }
    }
    depth -= 1
    if depth > 0 { entries.removeSubrange(first...) }
    return true
  }

  private mutating func member() -> Bool {
    let nameStart = position + 1
    guard next == UInt8(ascii: "\""), string() == false else { return false }
    let nameEnd = position - 1
    skipSpace()
    guard take(UInt8(ascii: ":")) else { return false }
    skipSpace()
    entries.append(
      JSONIndex.Entry(
        nameStart: Int32(truncatingIfNeeded: nameStart),
        nameEnd: Int32(truncatingIfNeeded: nameEnd),
        valueStart: Int32(truncatingIfNeeded: position),
        valueEnd: 0,
        isPlainText: false
      )
    )
    let place = entries.count - 1
    if next == UInt8(ascii: "\"") {
      guard let hasEscape = string() else { return false }
      entries[place].isPlainText = !hasEscape
    } else {
      guard value() else { return false }
    }
    entries[place].valueEnd = Int32(truncatingIfNeeded: position)
    return true
  }

  private func kind(of entry: JSONIndex.Entry) -> UInt64 {
    let start = Int(entry.nameStart)
    let letter = start < end ? Int(bytes[start]) : 0
    return 1 << (UInt64(truncatingIfNeeded: (Int(entry.nameEnd) - start) &* 7 &+ letter) & 63)
  }

  /// Whether a member's name differs from those before it in its object.
  private func hasNewName(_ last: Int, since first: Int) -> Bool {
    guard last - first < Self.memberLimit else { return false }
    let start = Int(entries[last].nameStart)
    let count = Int(entries[last].nameEnd) - start
    for index in first..<last {
      let other = Int(entries[index].nameStart)
      guard Int(entries[index].nameEnd) - other == count else { continue }
      var offset = 0
      while offset < count, bytes[start + offset] == bytes[other + offset] { offset += 1 }
      if offset == count { return false }
    }
    return true
  }
}
