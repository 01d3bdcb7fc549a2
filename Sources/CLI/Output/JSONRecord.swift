import AuthCore

/// A JSON object in the making, its members in the order they were given.
struct JSONRecord {
  private var members: [JSONObject.Member] = []

  mutating func set(_ name: String, _ value: JSONValue) {
    members.append(JSONObject.Member(name: name, value: value))
  }

  mutating func set(_ name: String, _ text: String?) {
    set(name, text.map(JSONValue.string) ?? .null)
  }

  mutating func set(_ name: String, _ flag: Bool) { set(name, .bool(flag)) }

  mutating func set(_ name: String, _ number: Int64?) {
    set(name, number.map { .number(JSONNumber(literal: String($0))) } ?? .null)
  }

  mutating func set(_ name: String, _ texts: [String]) {
    set(name, .array(texts.map(JSONValue.string)))
  }

  mutating func set(_ name: String, _ records: [JSONRecord]) {
    set(name, .array(records.map(\.value)))
  }

  var value: JSONValue { .object(JSONObject(members: members)) }
  var text: String { JSONText.text(value) }
}
