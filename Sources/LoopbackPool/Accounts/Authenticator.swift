package import AuthCore
import Crypto

/// An authenticator app's secret: codes by RFC 6238 with its defaults, six digits every 30 s by
/// HMAC-SHA1.
package struct Authenticator: Equatable, Sendable, Unprinted {
  /// Seconds that a code is shown.
  package static let period: Int64 = 30
  /// How many steps a clock may be off, either way.
  package static let drift: Int64 = 1

  private let secret: [UInt8]

  package init(secret: [UInt8]) {
    self.secret = secret
  }

  /// The secret in base32, nil when it is not base32 or holds fewer than 80 bits.
  package init?(base32: String) {
    guard let secret = Base32.decode(base32), secret.count >= 10 else { return nil }
    self.secret = secret
  }

  package var base32: String { Base32.encode(secret) }

  /// The number of the period that a moment lies in.
  package static func step(_ moment: NumericDate) -> Int64 { moment.seconds / period }

  /// The code of a period (RFC 4226 section 5.3).
  package func code(step: Int64) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
    let code = Array(
      HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret))
    )
    let offset = Int(code[19] & 0x0F)
    let number = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let digits = String((number & 0x7FFF_FFFF) % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  package func code(at moment: NumericDate) -> String { code(step: Self.step(moment)) }

  /// The period whose code this is, among those that are near enough to the moment.
  func step(of code: String, at moment: NumericDate) -> Int64? {
    let now = Self.step(moment)
    return (now - Self.drift...now + Self.drift).first { self.code(step: $0) == code }
  }
}
