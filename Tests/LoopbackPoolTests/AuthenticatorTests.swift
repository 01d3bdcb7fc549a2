import AuthCore
import LoopbackPool
import Testing

@Suite struct AuthenticatorTests {
  private let authenticator = Authenticator(secret: Array("12345678901234567890".utf8))

  /// RFC 6238 appendix B, the last six of its eight digits.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
    (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
  ])
  func `a code is the standard's own`(seconds: Int64, code: String) {
    #expect(authenticator.code(at: NumericDate(seconds: seconds)) == code)
  }

  /// RFC 4648 section 10, without padding.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
    ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ])
  func `base32 is the standard's own, both ways`(text: String, base32: String) {
    #expect(Base32.encode(Array(text.utf8)) == base32)
    #expect(Base32.decode(base32) == Array(text.utf8))
    #expect(Base32.decode(base32.lowercased() + "==") == Array(text.utf8))
  }

  @Test func `a secret that is short or not base32 is none`() {
    #expect(Authenticator(base32: "JBSWY3DP") == nil)
    #expect(Authenticator(base32: "JBSWY3DPEHPK3PX1") == nil)
    #expect(Authenticator(base32: "JBSWY3DPEHPK3PXP")?.base32 == "JBSWY3DPEHPK3PXP")
  }
}
