/// The secret of a new authenticator, with the names to show beside it; it does not print itself.
public struct SoftwareTokenSetup: Equatable, Sendable, Unprinted {
  /// The shared secret in base32.
  public let secret: String
  public let username: String
  /// The pool, as an authenticator app's list shows it.
  public let issuer: String

  public init(secret: String, username: String, issuer: String) {
    self.secret = secret
    self.username = username
    self.issuer = issuer
  }

  /// The key URI that authenticator apps read from a QR code: six digits every 30 s by HMAC-SHA1,
  /// which are the format's defaults and therefore left out.
  public var uri: String {
    let issuer = Self.encoded(issuer)
    return "otpauth://totp/\(issuer):\(Self.encoded(username))?secret=\(secret)&issuer=\(issuer)"
  }

  /// Percent-encoded but for the unreserved characters (RFC 3986 section 2.3).
  private static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}
