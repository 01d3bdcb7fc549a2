import Testing

@testable import AuthCore

struct SignatureCheckTests {
  private let keys: VerificationKeys

  init() throws {
    keys = try VerificationKeys.shared.get()
  }

  private func axis(
    _ algorithm: String = "RS256",
    header: String? = nil,
    keys set: KeySet? = nil
  ) throws -> AxisVerdict {
    let text = try keys[algorithm].token(header: header, claims: Expectations.claims())
    let checks = Expectations.checks(set ?? keys.set)
    return Verifier(checks).verdict(on: try CompactToken(text)).signature
  }

  @Test(arguments: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"])
  func `each algorithm of the list is verified and names its key`(algorithm: String) throws {
    let text = try keys[algorithm].token(claims: Expectations.claims())
    let verdict = Verifier(Expectations.checks(keys.set)).verdict(on: try CompactToken(text))
    #expect(verdict.isValid)
    #expect(verdict.keyID == "key-\(algorithm)")
  }

  @Test(
    arguments: [
      "none", "None", "nOnE", "HS256", "HS512", "PS256", "PS512", "ES256K", "RS1", "rs256", "",
      "RS256 ", "ES25\u{212A}", "A128KW",
    ]
  )
  func `an algorithm outside the list is refused by name`(name: String) throws {
    let axis = try axis(header: #"{"alg":"\#(name)","kid":"key-RS256"}"#)
    #expect(axis.status == .fail)
    #expect(
      axis.code == (name.lowercased() == "none" ? .unsecuredAlgorithm : .unsupportedAlgorithm)
    )
    #expect(axis.actual == name)
  }

  @Test(
    arguments: [
      #"{"kid":"key-RS256"}"#, #"{"alg":null,"kid":"key-RS256"}"#, #"{"alg":["RS256"]}"#,
      #"{"alg":"RS256","kid":7}"#, #"{"alg":"RS256","kid":null}"#,
    ]
  )
  func `a header without the right types is refused`(header: String) throws {
    #expect(try axis(header: header).code == .header)
  }

  @Test(
    arguments: [
      #""crit":["exp"],"exp":1"#, #""crit":[]"#, #""crit":null"#, #""crit":"kid""#,
      #""crit":["b64"],"b64":true"#, #""b64":false"#, #""b64":null"#,
    ]
  )
  func `what must be understood and is not is refused`(member: String) throws {
    let axis = try axis(header: #"{"alg":"RS256","kid":"key-RS256",\#(member)}"#)
    #expect(axis.code == .crit)
  }

  @Test func `keys that a token brings along are not used`() throws {
    let attacker = keys.attacker
    let brought = [
      #""jwk":\#(attacker.json())"#, #""jku":"http://127.0.0.1:1/jwks.json""#,
      #""x5u":"http://127.0.0.1:1/cert""#, #""x5c":["AAAA"]"#,
    ]
    for member in brought {
      let header = #"{"alg":"RS256","kid":"key-RS256",\#(member)}"#
      let text = try attacker.token(header: header, claims: Expectations.claims())
      let verdict = Verifier(Expectations.checks(keys.set)).verdict(on: try CompactToken(text))
      #expect(verdict.signature.code == .badSignature)
      // The same member on a well-signed token does no harm.
      #expect(try axis(header: header).status == .pass)
    }
  }

  @Test func `key and header must agree`() throws {
    for (signer, named) in [("RS256", "RS384"), ("ES256", "ES384"), ("EdDSA", "ES256")] {
      let axis = try axis(signer, header: #"{"alg":"\#(named)","kid":"key-\#(signer)"}"#)
      #expect(axis.code == .keyMismatch, "\(signer) as \(named)")
    }
    let other = try VerificationKeys.set([keys["RS256"].json(["alg": "\"PS256\""])])
    #expect(try axis(keys: other).code == .keyMismatch)
    let silent = try VerificationKeys.set([keys["RS256"].json(["alg": String?.none])])
    #expect(try axis(keys: silent).status == .pass)
  }

  @Test func `a missing kid is no matter while one key can be meant`() throws {
    let header = #"{"alg":"RS256"}"#
    let key = keys["RS256"]
    let one = try VerificationKeys.set([key.json(), keys["ES256"].json()])
    #expect(try axis(header: header, keys: one).status == .pass)
    let two = try VerificationKeys.set([key.json(), keys.attacker.json(["kid": "\"b\""])])
    #expect(try axis(header: header, keys: two).code == .kidMissing)
    let none = try VerificationKeys.set([])
    #expect(try axis(header: header, keys: none).code == .kidMissing)
    #expect(try axis(keys: none).code == .kidNotFound)
  }

  @Test func `a kid is compared byte by byte and never taken for another`() throws {
    let nameless = try VerificationKeys.set([keys["RS256"].json(["kid": String?.none])])
    #expect(try axis(keys: nameless).code == .kidNotFound)
    for kid in ["KEY-RS256", "key-RS256 ", "../key-RS256", "key-RS256\\u0000"] {
      #expect(try axis(header: #"{"alg":"RS256","kid":"\#(kid)"}"#).code == .kidNotFound, "\(kid)")
    }
    let composed = try VerificationKeys.set([keys["RS256"].json(["kid": "\"\u{E9}\""])])
    let header = "{\"alg\":\"RS256\",\"kid\":\"e\u{301}\"}"
    #expect(try axis(header: header, keys: composed).code == .kidNotFound)
  }

  @Test func `a key that is not used says why`() throws {
    let use = try VerificationKeys.set([keys["RS256"].json(["use": "\"enc\""])])
    #expect(try axis(keys: use).code == .keyUse)
    let weak = try VerificationKeys.set([keys["RS256"].json(["n": "\"AQ\""])])
    #expect(try axis(keys: weak).code == .weakKey)
    let bad = try VerificationKeys.set([keys["RS256"].json(["e": "\"AQ\""])])
    #expect(try axis(keys: bad).code == .badKey)
  }

  @Test func `without keys nothing is verified`() throws {
    let token = try CompactToken(keys["RS256"].token(claims: Expectations.claims()))
    var checks = Expectations.checks(keys.set)
    checks.keys = .notAsked
    #expect(!Verifier(checks).verdict(on: token).isValid)
    checks.keys = .unavailable("the network is down")
    let verdict = Verifier(checks).verdict(on: token)
    #expect(verdict.signature.status == .unknown)
    #expect(!verdict.isValid)
    checks.keys = .unusable(.noKeys)
    #expect(Verifier(checks).verdict(on: token).signature.code == .badKeySet)
  }
}
