import AuthCore
import Testing

struct CompactTokenTests {
  /// A text with these parts, of which the first two are encoded.
  private func token(_ header: String, _ payload: String, _ signature: String = "AAAA") -> String {
    "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8))).\(signature)"
  }

  private func failure(_ text: String) -> TokenError? {
    do throws(TokenError) {
      _ = try CompactToken(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a token is taken apart`() throws {
    let text = token(#"{"alg":"RS256","kid":"k"}"#, #"{"sub":"s","exp":10}"#, "-_-_")
    let read = try CompactToken(text)
    #expect(read.header["alg"]?.text == "RS256")
    #expect(read.claims.sub == "s")
    #expect(read.claims.exp == NumericDate(seconds: 10))
    #expect(read.signature == [0xFB, 0xFF, 0xBF])
    #expect(read.signingInput == Array(text.utf8.dropLast(5)))
    #expect(read.duplicateNames.isEmpty)
  }

  @Test(arguments: [
    ("x", 1), ("x.y", 2), ("a.b.c.d", 4), ("a.b.c.d.e.f", 6), (".", 2), ("....", 5),
  ])
  func `another number of parts is counted`(text: String, count: Int) {
    #expect(failure(text) == .partCount(count))
  }

  @Test func `five parts under an encrypting header are an encrypted token`() {
    let header = Base64URL.encode(Array(#"{"enc":"A256GCM","alg":"RSA-OAEP"}"#.utf8))
    #expect(
      failure("\(header).k.i.c.t") == .encrypted(algorithm: "RSA-OAEP", encryption: "A256GCM")
    )
    let signed = Base64URL.encode(Array(#"{"alg":"RS256"}"#.utf8))
    #expect(failure("\(signed).k.i.c.t") == .partCount(5))
    #expect(failure("\(header).k.i") != nil, "three parts are read as a signed token")
  }

  @Test func `empty texts and parts are named`() {
    #expect(failure("") == .empty)
    #expect(failure("..") == .emptyPart(.header))
    #expect(failure("e30..") == .emptyPart(.payload))
    #expect(failure("e30.e30.") == nil, "an unsigned token can be read")
  }

  @Test func `a fault is named with its part and the byte within that part`() {
    #expect(failure("e3=.e30.A") == .base64url(.header, .forbiddenByte(0x3D, offset: 2)))
    #expect(failure("e30.e3+0.A") == .base64url(.payload, .forbiddenByte(0x2B, offset: 2)))
    #expect(failure("e30.e30.AAAA\n") == .base64url(.signature, .impossibleLength(5)))
    #expect(failure("e30.e30.AAAA \n") == .base64url(.signature, .forbiddenByte(0x20, offset: 4)))
    #expect(failure("e30.e30.AB") == .base64url(.signature, .unusedBits(offset: 1)))
    #expect(failure("e30.e3.AA") == .base64url(.payload, .unusedBits(offset: 1)))
    #expect(
      failure(token("{", "{}")) == .json(.header, .unexpectedEnd(expected: "a member's name"))
    )
    #expect(failure(token("{}", "[1]")) == .notAnObject(.payload, found: "an array"))
    #expect(failure(token("\"x\"", "{}")) == .notAnObject(.header, found: "a string"))
  }

  @Test func `repeated names are reported from both parts`() throws {
    let read = try CompactToken(token(#"{"alg":1,"alg":2}"#, #"{"a":{"sub":1,"sub":2}}"#))
    #expect(read.duplicateNames == ["alg", "sub"])
  }

  @Test func `a text above the limit is refused before any work`() {
    let limit = CompactToken.sizeLimit
    let large = String(repeating: ".", count: limit + 1)
    #expect(failure(large) == .tooLarge(bytes: limit + 1, limit: limit))
    #expect(failure(String(repeating: ".", count: limit)) == .partCount(limit + 1))
  }
}
