import AuthCore
import FoundationEssentials

/// Random values in the forms that Cognito gives them.
enum RandomText {
  static func bytes(
    _ count: Int,
    using generator: inout any RandomNumberGenerator & Sendable
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 7)
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
  }

  /// A version 4 UUID of 16 bytes (RFC 9562 section 5.4).
  static func uuid(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let groups = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
    return groups.map { $0.joined() }.joined(separator: "-")
  }

  static func uuid(using generator: inout any RandomNumberGenerator & Sendable) -> String {
    uuid(bytes(16, using: &generator))
  }

  /// A text with the five parts and the header of Cognito's refresh tokens (RFC 7516 section 7.1).
  ///
  /// Nothing is encrypted in it: it is a random name under which the pool finds its record.
  static func refreshToken(using generator: inout any RandomNumberGenerator & Sendable) -> String {
    let header = Array(#"{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}"#.utf8)
    // An RSA-2048 wrapped key, the nonce, the length of a typical ciphertext, the tag.
    let parts = [header] + [256, 12, 912, 16].map { bytes($0, using: &generator) }
    return parts.map { Base64URL.encode($0) }.joined(separator: ".")
  }

  /// A code of decimal digits.
  static func digits(
    _ count: Int,
    using generator: inout any RandomNumberGenerator & Sendable
  ) -> String {
    (0..<count).reduce(into: "") { text, _ in text += String(generator.next(upperBound: 10 as UInt))
    }
  }

  /// Letters and digits, as in a device group's key.
  static func letters(
    _ count: Int,
    using generator: inout any RandomNumberGenerator & Sendable
  ) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String(
      (0..<count).map { _ in alphabet[Int(generator.next(upperBound: UInt(alphabet.count)))] }
    )
  }

  /// A challenge session or a secret block.
  static func base64(
    _ count: Int,
    using generator: inout any RandomNumberGenerator & Sendable
  ) -> String {
    Data(bytes(count, using: &generator)).base64EncodedString()
  }
}
