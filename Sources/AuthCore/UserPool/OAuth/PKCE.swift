import Crypto

/// Proof Key for Code Exchange by S256 (RFC 7636): who redeems a code shows that it began the login.
public struct PKCE: Equatable, Sendable, Unprinted {
  /// 128 letters and digits, as Amplify makes it (RFC 7636 section 4.1).
  public let verifier: String

  public init(using generator: inout some RandomNumberGenerator) {
    verifier = RandomLetters.text(128, using: &generator)
  }

  /// The verifier's SHA-256 in base64url without padding (section 4.2).
  public var challenge: String { Self.challenge(of: verifier) }

  package static func challenge(of verifier: String) -> String {
    Base64URL.encode(Array(SHA256.hash(data: Array(verifier.utf8))))
  }
}

/// Random texts of letters and digits.
enum RandomLetters {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8
  )

  static func text(_ count: Int, using generator: inout some RandomNumberGenerator) -> String {
    let bytes = (0..<count).map { _ in
      alphabet[Int.random(in: alphabet.indices, using: &generator)]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
