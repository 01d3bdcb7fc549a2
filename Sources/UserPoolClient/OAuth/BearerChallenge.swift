/// Why a bearer token was refused, as the WWW-Authenticate header says it (RFC 6750 section 3).
///
/// Cognito's userInfo writes the parameters without the scheme's name before them, and shows no body
/// (AWS: userinfo-endpoint); both forms are read.
struct BearerChallenge: Equatable {
  let error: String
  let description: String?

  /// The challenge in a header, several being joined by commas (RFC 9110 section 11.6.1); nil where
  /// none has an error, or the header is not what these clauses allow.
  init?(header: String) {
    guard let elements = Self.elements(Array(header.utf8)) else { return nil }
    var scheme: String?
    var found: [String: [UInt8]] = [:]
    for element in elements where !element.isEmpty {
      var parameter = Self.parameter(element)
      if parameter == nil {
        let name = element.prefix { !Self.isSpace($0) }
        let rest = Self.trimmed(element.dropFirst(name.count))
        guard Self.isToken(name) else { return nil }
        scheme = String(decoding: name, as: UTF8.self).lowercased()
        parameter = Self.parameter(rest)
        guard parameter != nil || rest.isEmpty || Self.isToken68(rest) else { return nil }
      }
      guard let parameter, scheme == nil || scheme == "bearer" else { continue }
      // None may be there twice (RFC 6750 section 3).
      guard found.updateValue(parameter.value, forKey: parameter.name) == nil else { return nil }
    }
    guard let error = found["error"].flatMap(Self.text) else { return nil }
    self.error = error
    description = found["error_description"].flatMap(Self.text)
  }

  /// What stands between the commas that are outside of quotes, without the space around it; nil
  /// where a quote is not closed.
  private static func elements(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var elements: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var isEscaped = false
    for (place, byte) in bytes.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        elements.append(trimmed(bytes[start..<place]))
        start = place + 1
      }
    }
    return isQuoted ? nil : elements + [trimmed(bytes[start...])]
  }

  /// `name=value`, the value being a token or a quoted string, with space around the sign or none.
  private static func parameter(_ text: ArraySlice<UInt8>) -> (name: String, value: [UInt8])? {
    guard let sign = text.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = trimmed(text[..<sign])
    let value = trimmed(text[(sign + 1)...])
    guard isToken(name), let value = isToken(value) ? Array(value) : unquoted(value) else {
      return nil
    }
    return (String(decoding: name, as: UTF8.self).lowercased(), value)
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let quote = UInt8(ascii: "\"")
    guard text.count >= 2, text.first == quote, text.last == quote else { return nil }
    var value: [UInt8] = []
    var isEscaped = false
    for byte in text.dropFirst().dropLast() {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      guard isEscaped || byte != quote else { return nil }
      value.append(byte)
      isEscaped = false
    }
    return isEscaped ? nil : value
  }

  /// The two that are read are printable ASCII (RFC 6750 section 3); nil for anything else.
  private static func text(_ value: [UInt8]) -> String? {
    guard !value.isEmpty, value.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return String(decoding: value, as: UTF8.self)
  }

  private static func isToken(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty && text.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
  }

  /// Credentials in one piece, as Negotiate's are (RFC 9110 section 11.2).
  private static func isToken68(_ text: ArraySlice<UInt8>) -> Bool {
    let body = text.prefix { $0 != UInt8(ascii: "=") }
    return !body.isEmpty && text[body.endIndex...].allSatisfy { $0 == UInt8(ascii: "=") }
      && body.allSatisfy { isAlphanumeric($0) || "-._~+/".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    return text
  }
}
