import AuthCore

/// Requests and answers of the helper protocol: one JSON object each.
enum HelperMessage {
  /// The protocol's version, in every request and in the answer to `capabilities`.
  static let version = 1

  /// One line with the request.
  static func request(_ members: [(String, JSONValue)]) -> [UInt8] {
    let version = ("protocol", JSONValue.number(JSONNumber(literal: "\(version)")))
    let object = JSONObject(
      members: ([version] + members).map { JSONObject.Member(name: $0.0, value: $0.1) }
    )
    return Array((JSONText.text(object) + "\n").utf8)
  }

  static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members: members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }

  /// The one object of an answer; nothing but white space may follow it.
  static func answer(_ bytes: [UInt8]) -> JSONObject? {
    guard let document = try? JSONParser.parse(bytes), document.duplicateNames.isEmpty,
      case .object(let object) = document.value, !holdsNull(document.value)
    else { return nil }
    return object
  }

  /// Whether a text in a value holds a NUL, which some languages end a text at.
  private static func holdsNull(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): text.utf8.contains(0)
    case .array(let values): values.contains(where: holdsNull)
    case .object(let object):
      object.members.contains { $0.name.utf8.contains(0) || holdsNull($0.value) }
    case .null, .bool, .number: false
    }
  }

  /// What a helper said on standard error, as one short line without control characters.
  ///
  /// Secrets of the request are taken out, and whatever is long enough to be a token or a key: a shell
  /// that traces its commands tells what it handles.
  static func note(_ bytes: [UInt8], secrets: [String]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    for secret in secrets where secret.utf8.count >= 4 {
      text = text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: withheld)
    }
    var line = String.UnicodeScalarView()
    for scalar in withoutLongWords(text).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        if line.last != " " { line.append(" ") }
      default: line.append(scalar)
      }
      if line.count > 240 { break }
    }
    return String(line.drop { $0 == " " }.prefix(240))
  }

  private static let withheld = "(withheld)"
  /// A fingerprint in hexadecimal, the longest thing that a person looks up, has 40.
  private static let longestWord = 40

  /// Long runs of what tokens and keys consist of; a path has slashes and a stored key has dots.
  private static func withoutLongWords(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var word = String.UnicodeScalarView()
    func end() {
      result.append(contentsOf: word.count > longestWord ? withheld.unicodeScalars : word)
      word.removeAll()
    }
    for scalar in text.unicodeScalars {
      guard scalar.isASCII, isOfToken(scalar) else {
        end()
        result.append(scalar)
        continue
      }
      word.append(scalar)
    }
    end()
    return String(result)
  }

  private static func isOfToken(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", "+", "=": true
    default: false
    }
  }
}
