/// Names and values of cookies as js-cookie 3.0 writes and reads them (`src/api.mjs`,
/// `src/converter.mjs`).
package enum CookieText {
  private static let keptInNames = PercentEncoding.marks.union("#$&+^`|".utf8).subtracting(
    "()".utf8
  )
  private static let keptInValues = PercentEncoding.marks.union("#$&+/:<=>?@[]^`{|}".utf8)

  /// A key as a cookie's name.
  package static func name(_ key: String) -> [UInt8] {
    PercentEncoding.encoded(key, keeping: keptInNames)
  }

  /// A value as a cookie's value.
  package static func value(_ value: String) -> [UInt8] {
    PercentEncoding.encoded(value, keeping: keptInValues)
  }

  /// The key that a cookie's name stands for; nil where js-cookie passes the cookie over.
  package static func key(name: some Collection<UInt8>) -> String? {
    PercentEncoding.decoded(name)
  }

  /// The text that a cookie's value stands for; nil where js-cookie passes the cookie over.
  ///
  /// A value that begins with a quotation mark loses it and its last character, whatever that is.
  package static func text(value: some Collection<UInt8>) -> String? {
    guard value.first == UInt8(ascii: "\"") else { return PercentEncoding.decodedRuns(value) }
    return PercentEncoding.decodedRuns(value.dropFirst().dropLast())
  }
}
