import AuthCore

/// JSON text of a value, members in their order (RFC 8259).
enum JSONWriter {
  static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .number(let number): number.literal
    case .string(let text): quoted(text)
    case .array(let values): "[\(values.map(text).joined(separator: ","))]"
    case .object(let object):
      "{\(object.members.map { "\(quoted($0.name)):\(text($0.value))" }.joined(separator: ","))}"
    }
  }

  static func bytes(_ members: [(String, JSONValue)]) -> [UInt8] {
    Array(text(object(members)).utf8)
  }

  static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members: members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSONValue {
  static func integer(_ value: Int64) -> JSONValue { .number(JSONNumber(literal: String(value))) }
}
