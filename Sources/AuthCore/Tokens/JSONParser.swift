/// A strict JSON reader: RFC 8259 to the letter, UTF-8 only, bounded depth, nothing lost.
///
/// Foundation's readers accept trailing commas, UTF-16 and byte order marks, round numbers and drop
/// repeated names silently; a token's claims allow none of that (RFC 7519 section 4, RFC 8725
/// section 2.4 and 3.7).
public struct JSONParser {
  /// A parsed text, and the names that an object in it holds twice.
  public struct Document: Equatable, Sendable {
    public let value: JSONValue
    /// Names met more than once within one object, in the order of the text.
    public let duplicateNames: [String]
  }

  /// Levels of arrays and objects that are read; deeper text is refused before it costs a stack.
  public static let depthLimit = 64

  let bytes: [UInt8]
  var position = 0
  var depth = 0
  var duplicateNames: [String] = []

  /// The one value that a text holds.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> Document {
    guard !bytes.isEmpty else { throw .empty }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw .byteOrderMark }
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes) {
      throw .invalidUTF8(offset: offset)
    }
    var parser = JSONParser(bytes: bytes)
    parser.skipSpace()
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.count else { throw .trailingBytes(offset: parser.position) }
    return Document(value: value, duplicateNames: parser.duplicateNames)
  }

  /// The object that a text holds, its values read when asked for; nil for another value.
  package static func object(_ bytes: [UInt8]) throws(JSONError) -> JSONObject? {
    if let index = JSONScanner.index(bytes) { return JSONObject(index) }
    guard case .object(let object) = try parse(bytes).value else { return nil }
    return object
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  mutating func value() throws(JSONError) -> JSONValue {
    switch next {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return .number(try number())
    case let byte?: throw .unexpectedByte(byte, offset: position, expected: "a value")
    case nil: throw .unexpectedEnd(expected: "a value")
    }
  }

  private mutating func word(
    _ word: StaticString,
    _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for offset in 0..<word.utf8CodeUnitCount {
      let wanted = word.utf8Start[offset]
      try expect(wanted, "'\(word)'")
    }
    return value
  }

  mutating func expect(_ wanted: UInt8, _ expected: String) throws(JSONError) {
    guard let byte = next else { throw .unexpectedEnd(expected: expected) }
    guard byte == wanted else {
      throw .unexpectedByte(byte, offset: position, expected: expected)
    }
    position += 1
  }

  private mutating func descend() throws(JSONError) {
    guard depth < Self.depthLimit else { throw .tooDeep(offset: position, limit: Self.depthLimit) }
    depth += 1
    position += 1
    skipSpace()
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    try descend()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    if next == UInt8(ascii: "]") {
      position += 1
      return values
    }
    while true {
      values.append(try value())
      skipSpace()
      if next == UInt8(ascii: ",") {
        position += 1
        skipSpace()
        continue
      }
      try expect(UInt8(ascii: "]"), "',' or ']'")
      return values
    }
  }

  private mutating func object() throws(JSONError) -> JSONObject {
    try descend()
    defer { depth -= 1 }
    var members: [JSONObject.Member] = []
    if next == UInt8(ascii: "}") {
      position += 1
      return JSONObject(members: members)
    }
    while true {
      guard next == UInt8(ascii: "\"") else {
        try expect(UInt8(ascii: "\""), "a member's name")
        continue
      }
      let name = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"), "':'")
      skipSpace()
      members.append(JSONObject.Member(name: name, value: try value()))
      skipSpace()
      if next == UInt8(ascii: ",") {
        position += 1
        skipSpace()
        continue
      }
      try expect(UInt8(ascii: "}"), "',' or '}'")
      noteDuplicates(members)
      return JSONObject(members: members)
    }
  }

  private mutating func noteDuplicates(_ members: [JSONObject.Member]) {
    // Names are equal when their code points are (RFC 8259 section 8.3), not when Swift's
    // canonical equivalence says so.
    var seen = Set<[UInt8]>(minimumCapacity: members.count)
    for member in members where !seen.insert(Array(member.name.utf8)).inserted {
      duplicateNames.append(member.name)
    }
  }
}
