/// Where the members of a valid JSON object stand in its text; values are read when asked for.
struct JSONIndex: Sendable {
  /// One member: its name without the quotes, and its value with them.
  struct Entry: Sendable {
    let nameStart: Int32
    let nameEnd: Int32
    let valueStart: Int32
    var valueEnd: Int32
    /// Whether the value is a string in which every byte stands for itself.
    var isPlainText: Bool
  }

  /// A text that holds the object, perhaps beside others, and that the scanner found valid.
  let bytes: [UInt8]
  let entries: [Entry]
  /// Which of the entries are this object's.
  let range: Range<Int>

  var members: [JSONObject.Member] {
    entries[range].compactMap { entry in
      value(entry).map { JSONObject.Member(name: name(entry), value: $0) }
    }
  }

  func value(named wanted: String) -> JSONValue? { entry(named: wanted).flatMap(value) }

  /// The value's text as it stands in the source, for a member that is there.
  func source(named wanted: String) -> ArraySlice<UInt8>? {
    entry(named: wanted).map { bytes[Int($0.valueStart)..<Int($0.valueEnd)] }
  }

  /// The value of a member that is a whole number of at most 18 digits, without making text of it.
  func plainInteger(named wanted: String) -> Int64? {
    guard let entry = entry(named: wanted), !entry.isPlainText else { return nil }
    let digits = bytes[Int(entry.valueStart)..<Int(entry.valueEnd)]
    guard digits.count <= 18 else { return nil }
    var number: Int64 = 0
    for digit in digits {
      guard digit &- 0x30 <= 9 else { return nil }
      number = number &* 10 &+ Int64(digit &- 0x30)
    }
    return number
  }

  private func entry(named wanted: String) -> Entry? {
    var wanted = wanted
    return wanted.withUTF8 { wanted in
      bytes.withUnsafeBufferPointer { bytes in
        entries[range].first { entry in
          let start = Int(entry.nameStart)
          guard Int(entry.nameEnd) - start == wanted.count else { return false }
          var offset = 0
          while offset < wanted.count, bytes[start + offset] == wanted[offset] { offset += 1 }
          return offset == wanted.count
        }
      }
    }
  }

  /// No name here holds an escape: a text with such a name is not indexed.
  private func name(_ entry: Entry) -> String { text(entry.nameStart, entry.nameEnd) }

  private func text(_ start: Int32, _ end: Int32) -> String {
    bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)]), as: UTF8.self)
    }
  }

  private func value(_ entry: Entry) -> JSONValue? {
    if entry.isPlainText { return .string(text(entry.valueStart + 1, entry.valueEnd - 1)) }
    var parser = JSONParser(bytes: bytes, position: Int(entry.valueStart))
    return try? parser.value()
  }
}
