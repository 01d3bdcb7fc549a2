/// A value of a configuration file, whatever its format, with its place.
struct PlacedValue: Equatable, Sendable {
  /// What kinds of values settings are made of.
  enum Content: Equatable, Sendable {
    case string(String)
    case integer(Int64)
    case number(Double)
    case bool(Bool)
    case array([PlacedValue])
    case table([Member])
    /// Something that no setting takes, such as null or a date, by its name.
    case other(String)
  }

  /// One name and its value, in the order of the file.
  struct Member: Equatable, Sendable {
    let name: String
    let place: TextPlace
    let value: PlacedValue
  }

  let content: Content
  let place: TextPlace

  /// This kind of value in a word or two, for messages.
  var kindName: String {
    switch content {
    case .string: "a string"
    case .integer, .number: "a number"
    case .bool: "true or false"
    case .array: "a list"
    case .table: "a table"
    case .other(let name): name
    }
  }
}
