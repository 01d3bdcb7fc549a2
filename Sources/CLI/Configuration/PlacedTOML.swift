import AuthCore
import TOMLKit

/// A TOML file as values with places.
struct PlacedTOML {
  private let locator: TOMLLocator
  private let bytes: [UInt8]

  /// The file's root table, or where and why it is none.
  static func parse(_ bytes: [UInt8], file: String) throws -> PlacedValue {
    // The TOML library reads up to the first zero byte, and repairs what is not UTF-8.
    if let zero = bytes.firstIndex(of: 0) {
      throw ConfigurationFailure.at(
        TextPlace(zero, in: bytes),
        file,
        "a zero byte stands where text was expected"
      )
    }
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes) {
      throw ConfigurationFailure.at(
        TextPlace(offset, in: bytes),
        file,
        "this is not UTF-8, which TOML has to be"
      )
    }
    do {
      let table = try TOMLTable(string: String(decoding: bytes, as: UTF8.self))
      return PlacedTOML(locator: TOMLLocator(bytes), bytes: bytes).value(table, at: [])
    } catch let error as TOMLParseError {
      let place = error.source.begin
      throw ConfigurationFailure.at(
        TextPlace(line: max(1, place.line), column: max(1, place.column)),
        file,
        "this is no TOML: \(error.description)"
      )
    }
  }

  private func value(_ value: any TOMLValueConvertible, at path: [TOMLLocator.Step]) -> PlacedValue
  {
    let place = path.isEmpty ? .start : self.place(path).value
    let content: PlacedValue.Content =
      if let table = value.table {
        .table(members(table, at: path))
      } else if let array = value.array {
        .array(array.enumerated().map { self.value($1, at: path + [.index($0)]) })
      } else if let text = value.string {
        .string(text)
      } else if let flag = value.bool {
        .bool(flag)
      } else if value.type == .int, let number = value.int {
        .integer(Int64(number))
      } else if let number = value.double {
        .number(number)
      } else {
        .other("a date or time")
      }
    return PlacedValue(content: content, place: place)
  }

  /// In the order of the file, which the library does not keep.
  private func members(_ table: TOMLTable, at path: [TOMLLocator.Step]) -> [PlacedValue.Member] {
    let members = table.keys.compactMap { key -> PlacedValue.Member? in
      guard let value = table[key] else { return nil }
      let path = path + [.key(key)]
      return PlacedValue.Member(
        name: key,
        place: place(path).key,
        value: self.value(value, at: path)
      )
    }
    return members.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
  }

  /// Where a path stands, or else the nearest thing around it.
  private func place(_ path: [TOMLLocator.Step]) -> (key: TextPlace, value: TextPlace) {
    var path = path
    while !path.isEmpty {
      if let spot = locator.spots[path] {
        return (TextPlace(spot.key, in: bytes), TextPlace(spot.value, in: bytes))
      }
      path.removeLast()
    }
    return (.start, .start)
  }
}
