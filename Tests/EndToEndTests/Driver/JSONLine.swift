import FoundationEssentials

/// Any JSON value, read by Foundation's decoder and not by the program's own.
enum JSONLine: Decodable, Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case string(String)
  case array([JSONLine])
  case object([String: JSONLine])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONLine].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONLine].self))
    }
  }

  init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSONLine.self, from: Data(text.utf8))
  }

  subscript(name: String) -> JSONLine? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var names: Set<String> {
    if case .object(let members) = self { Set(members.keys) } else { [] }
  }

  var elements: [JSONLine] {
    if case .array(let elements) = self { elements } else { [] }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}
