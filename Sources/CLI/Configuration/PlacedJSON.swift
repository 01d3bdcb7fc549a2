import AuthCore

/// Strict JSON as values with places: the text is checked whole by AuthCore's reader first.
struct PlacedJSON {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0

  /// The one value of a JSON file, or where and why it is none.
  static func parse(_ bytes: [UInt8], file: String) throws -> PlacedValue {
    do {
      _ = try JSONParser.parse(bytes)
    } catch {
      throw ConfigurationFailure.at(
        TextPlace(error.offset ?? bytes.count, in: bytes),
        file,
        "this is no JSON: \(error.expectation)"
      )
    }
    var reader = PlacedJSON(bytes: bytes, file: file)
    reader.skipSpace()
    return try reader.value()
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private func place() -> TextPlace { TextPlace(position, in: bytes) }

  private mutating func skipSpace() {
    while [0x20, 0x0A, 0x0D, 0x09].contains(next) { position += 1 }
  }

  private mutating func value() throws -> PlacedValue {
    let place = place()
    switch next {
    case UInt8(ascii: "{"): return PlacedValue(content: .table(try members()), place: place)
    case UInt8(ascii: "["): return PlacedValue(content: .array(try elements()), place: place)
    default: return PlacedValue(content: try scalar(), place: place)
    }
  }

  private mutating func elements() throws -> [PlacedValue] {
    var elements: [PlacedValue] = []
    try each(until: UInt8(ascii: "]")) { reader in elements.append(try reader.value()) }
    return elements
  }

  private mutating func members() throws -> [PlacedValue.Member] {
    var members: [PlacedValue.Member] = []
    try each(until: UInt8(ascii: "}")) { reader in
      let place = reader.place()
      guard case .string(let name) = try reader.scalar() else { return }
      if members.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
        throw ConfigurationFailure.at(place, reader.file, "\"\(name)\" is here a second time")
      }
      reader.skipSpace()
      reader.position += 1
      reader.skipSpace()
      members.append(
        PlacedValue.Member(name: name, place: place, value: try reader.value())
      )
    }
    return members
  }

  /// What stands between an opening bracket and its end, divided by commas.
  private mutating func each(
    until end: UInt8,
    _ read: (inout PlacedJSON) throws -> Void
  ) throws {
    position += 1
    skipSpace()
    while position < bytes.count, next != end {
      try read(&self)
      skipSpace()
      if next == UInt8(ascii: ",") { position += 1 }
      skipSpace()
    }
    position += 1
  }

  private mutating func scalar() throws -> PlacedValue.Content {
    let start = position
    if next == UInt8(ascii: "\"") {
      position += 1
      while position < bytes.count, next != UInt8(ascii: "\"") {
        position += next == UInt8(ascii: "\\") ? 2 : 1
      }
      position += 1
    } else {
      let ends = Array(",]} \n\r\t".utf8)
      while position < bytes.count, !ends.contains(next) { position += 1 }
    }
    let text = Array(bytes[start..<min(position, bytes.count)])
    switch try JSONParser.parse(text).value {
    case .string(let text): return .string(text)
    case .bool(let flag): return .bool(flag)
    case .number(let number):
      return number.integer.map(PlacedValue.Content.integer) ?? .number(number.double)
    case .null: return .other("null")
    case .array, .object: return .other("a value")
    }
  }
}

extension JSONError {
  /// The byte at fault, nil at the text's end.
  fileprivate var offset: Int? {
    switch self {
    case .empty, .byteOrderMark: 0
    case .unexpectedEnd: nil
    case .invalidUTF8(let offset), .unexpectedByte(_, let offset, _),
      .controlCharacter(_, let offset), .badEscape(let offset), .unpairedSurrogate(let offset),
      .badNumber(let offset), .tooDeep(let offset, _), .trailingBytes(let offset):
      offset
    }
  }

  /// What was expected at the fault, without its offset.
  fileprivate var expectation: String {
    switch self {
    case .empty: "the file is empty"
    case .byteOrderMark: "it begins with a byte order mark"
    case .invalidUTF8: "UTF-8 was expected"
    case .unexpectedByte(_, _, let expected), .unexpectedEnd(let expected):
      "\(expected) was expected"
    case .controlCharacter: "a control character must be escaped"
    case .badEscape: "an escape was expected, such as \\n or \\u00e9"
    case .unpairedSurrogate: "the other half of a surrogate pair was expected"
    case .badNumber: "a number was expected"
    case .tooDeep(_, let limit): "at most \(limit) levels were expected"
    case .trailingBytes: "the end of the file was expected"
    }
  }
}
