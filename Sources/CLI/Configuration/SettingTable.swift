import TUI

/// A table of settings, read by name and kind; whatever is not as expected is told by its place.
struct SettingTable {
  let file: String
  /// How messages call it, such as `pools.work`; empty for the whole file.
  let path: String
  let place: TextPlace
  private let members: [PlacedValue.Member]

  /// A table of its own, such as a file's root; a fault when it is none.
  init(_ value: PlacedValue, file: String, path: String = "") throws {
    guard case .table(let members) = value.content else {
      throw ConfigurationFailure.at(
        value.place,
        file,
        "\(path.isEmpty ? "the file" : "\"\(path)\"") is \(value.kindName) where a table was expected"
      )
    }
    self.file = file
    self.path = path
    self.place = value.place
    self.members = members
  }

  var names: [String] { members.map(\.name) }

  subscript(name: String) -> PlacedValue.Member? { members.first { $0.name == name } }

  /// Where a setting's name stands, the table's own place when it is absent.
  func place(of name: String) -> TextPlace { self[name]?.place ?? place }

  /// A fault of this table, at a setting or at a place within it.
  func failure(_ place: TextPlace, _ reason: String) -> CommandFailure {
    ConfigurationFailure.at(place, file, path.isEmpty ? reason : "\(path): \(reason)")
  }

  func text(_ name: String) throws -> Located<String>? {
    try located(name, expected: "a string") { if case .string(let text) = $0 { text } else { nil } }
  }

  func flag(_ name: String) throws -> Located<Bool>? {
    try located(name, expected: "true or false") {
      if case .bool(let flag) = $0 { flag } else { nil }
    }
  }

  func integer(_ name: String, in range: ClosedRange<Int64>) throws -> Located<Int64>? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return try located(name, expected: expected) {
      if case .integer(let number) = $0, range.contains(number) { number } else { nil }
    }
  }

  /// Strings in a list.
  func texts(_ name: String) throws -> Located<[Located<String>]>? {
    try located(name, expected: "a list of strings") { content in
      guard case .array(let values) = content else { return nil }
      let texts = values.compactMap { value -> Located<String>? in
        guard case .string(let text) = value.content else { return nil }
        return Located(value: text, place: value.place)
      }
      return texts.count == values.count ? texts : nil
    }
  }

  /// One of some words.
  func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String,
    _: Choice.Type
  ) throws -> Located<Choice>? where Choice.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let choice = Choice(rawValue: text.value) else {
      let words = Choice.allCases.map { "\"\($0.rawValue)\"" }
      throw failure(
        text.place,
        "\"\(name)\" is \"\(text.value)\" where \(words.joined(separator: " or ")) was expected"
      )
    }
    return Located(value: choice, place: text.place)
  }

  /// A length of time such as `30d`, in milliseconds.
  func duration(_ name: String) throws -> Located<Int64>? {
    guard let text = try text(name) else { return nil }
    guard let length = DurationText.milliseconds(text.value) else {
      throw failure(
        text.place,
        "\"\(name)\" is \"\(text.value)\" where a length of time such as 30d, 12h or 5m was expected"
      )
    }
    return Located(value: length, place: text.place)
  }

  /// A table within this one.
  func table(_ name: String) throws -> SettingTable? {
    guard let member = self[name] else { return nil }
    return try SettingTable(
      member.value,
      file: file,
      path: path.isEmpty ? name : "\(path).\(name)"
    )
  }

  private func located<Value: Sendable>(
    _ name: String,
    expected: String,
    _ read: (PlacedValue.Content) -> Value?
  ) throws -> Located<Value>? {
    guard let member = self[name] else { return nil }
    guard let value = read(member.value.content) else {
      let found =
        if case .integer(let number) = member.value.content { "\(number)" } else {
          member.value.kindName
        }
      throw failure(
        member.value.place,
        "\"\(name)\" is \(found) where \(expected) was expected"
      )
    }
    return Located(value: value, place: member.value.place)
  }
}
