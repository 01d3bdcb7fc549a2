/// A JSON value as it was written: members in their order, numbers as their own text (RFC 8259).
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The JSON word for this kind of value, for messages.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The text, when this is a string.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The strings, when this is an array of nothing but strings.
  public var texts: [String]? {
    guard case .array(let values) = self else { return nil }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { return nil }
      texts.append(text)
    }
    return texts
  }
}

/// A JSON number by its literal, so that no digit is lost between a token and the reader's eye.
public struct JSONNumber: Equatable, Sendable {
  /// The number's text, exactly as in the source.
  public let literal: String

  /// The value when the literal is a plain integer of 64 bits.
  public var integer: Int64? { Int64(literal) }

  /// The nearest binary value; infinite when beyond its range.
  public var double: Double { Double(literal) ?? .nan }

  package init(literal: String) {
    self.literal = literal
  }
}

/// A JSON object whose members keep the order, and the repetitions, of the text.
public struct JSONObject: Sendable {
  /// One name and its value.
  public struct Member: Equatable, Sendable {
    public let name: String
    public let value: JSONValue

    package init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  private enum Storage: Sendable {
    case read([Member])
    /// Still text, of which only what is asked for is read.
    case indexed(JSONIndex)
  }

  private let storage: Storage

  /// The members in the order of the text.
  public var members: [Member] {
    switch storage {
    case .read(let members): members
    case .indexed(let index): index.members
    }
  }

  package init(members: [Member]) {
    storage = .read(members)
  }

  init(_ index: JSONIndex) {
    storage = .indexed(index)
  }

  /// The text of a member's value as it stands in the source, where that is still known.
  package func source(of name: String) -> ArraySlice<UInt8>? {
    if case .indexed(let index) = storage { index.source(named: name) } else { nil }
  }

  /// A whole number of a plain text, read without a detour; nil where it must be read as any value.
  func plainInteger(_ name: String) -> Int64? {
    if case .indexed(let index) = storage { index.plainInteger(named: name) } else { nil }
  }

  /// The value of the first member of that name, compared by code points (RFC 8259 section 8.3).
  public subscript(name: String) -> JSONValue? {
    switch storage {
    case .read(let members): members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    case .indexed(let index): index.value(named: name)
    }
  }
}

extension JSONObject: Equatable {
  public static func == (one: Self, other: Self) -> Bool { one.members == other.members }
}
