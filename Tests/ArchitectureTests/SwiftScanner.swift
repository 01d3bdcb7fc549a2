/// Takes comments and string literals out of Swift text, keeping its lines.
///
/// Good enough for formatted source: regex literals are not told apart, and an interpolation counts
/// as a part of its string.
struct SwiftScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var code: [UInt8] = []

  static func code(of text: String) -> String {
    var scanner = SwiftScanner(bytes: Array(text.utf8))
    scanner.scan()
    return String(decoding: scanner.code, as: UTF8.self)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func at(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private mutating func scan() {
    while position < bytes.count {
      if at("//") {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
      } else if at("/*") {
        skipBlockComment()
      } else if bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "#") {
        skipString()
      } else {
        code.append(bytes[position])
        position += 1
      }
    }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if at("/*") { depth += 1 } else if at("*/") { depth -= 1 }
      skip(at("/*") || at("*/") ? 2 : 1)
    } while depth > 0 && position < bytes.count
  }

  /// Skips a literal with its quotes and number signs; a lone number sign is code.
  private mutating func skipString() {
    var signs = 0
    while position + signs < bytes.count, bytes[position + signs] == UInt8(ascii: "#") {
      signs += 1
    }
    guard position + signs < bytes.count, bytes[position + signs] == UInt8(ascii: "\"") else {
      code += bytes[position..<(position + signs)]
      position += signs
      return
    }
    position += signs
    let quotes = at("\"\"\"") ? 3 : 1
    skip(quotes)
    let end =
      [UInt8](repeating: UInt8(ascii: "\""), count: quotes)
      + [UInt8](repeating: UInt8(ascii: "#"), count: signs)
    let escape = [UInt8(ascii: "\\")] + [UInt8](repeating: UInt8(ascii: "#"), count: signs)
    while position < bytes.count {
      if bytes[position...].starts(with: end) {
        skip(end.count)
        return
      }
      if bytes[position...].starts(with: escape) {
        skip(escape.count)
        if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
          skipInterpolation()
        } else {
          skip(1)
        }
      } else {
        skip(1)
      }
    }
  }

  /// Skips `(...)` with the strings in it; what it holds does not count as code.
  private mutating func skipInterpolation() {
    var depth = 0
    let start = code.count
    repeat {
      switch bytes[position] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\""):
        skipString()
        continue
      default: break
      }
      skip(1)
    } while depth > 0 && position < bytes.count
    let newlines = code[start...].filter { $0 == 10 }
    code.replaceSubrange(start..., with: newlines)
  }

  private mutating func skip(_ count: Int) {
    for byte in bytes[position..<min(position + count, bytes.count)] where byte == 10 {
      code.append(byte)
    }
    position = min(position + count, bytes.count)
  }
}
