/// Names and values as queries and forms carry them (WHATWG URL section 5, RFC 3986 section 2.1).
package enum FormText {
  /// One name and its value, in the order of the text; a name may come more than once.
  package struct Field: Equatable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `a=b&c=d` with everything but RFC 3986's unreserved characters escaped; good for both.
  package static func encode(_ fields: [Field]) -> String {
    fields.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  }

  /// The fields of a query or a form, nil when an escape is broken or what it stands for is not
  /// UTF-8.
  package static func decode(_ text: some StringProtocol) -> [Field]? {
    var fields: [Field] = []
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard let name = unescaped(parts[0], plusIsSpace: true),
        let value = parts.count == 2 ? unescaped(parts[1], plusIsSpace: true) : ""
      else { return nil }
      fields.append(Field(name, value))
    }
    return fields
  }

  package static func escaped(_ text: String) -> String {
    var escaped: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        escaped.append(byte)
      default:
        escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The text behind its percent escapes, nil when there is none.
  package static func unescaped(_ text: String) -> String? {
    unescaped(text.utf8, plusIsSpace: false)
  }

  private static func unescaped(_ text: some Sequence<UInt8>, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var iterator = text.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    return UTF8Validation.firstInvalidOffset(in: bytes) == nil
      ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}

extension [FormText.Field] {
  /// The value of a name that is there exactly once: OAuth forbids repeated parameters (RFC 6749
  /// section 3.1).
  package subscript(name: String) -> String? {
    let values = filter { $0.name == name }
    return values.count == 1 ? values[0].value : nil
  }
}
