import Testing

@testable import AuthCore

struct KeySetTests {
  private let keys: VerificationKeys

  init() throws {
    keys = try VerificationKeys.shared.get()
  }

  private func rejection(_ key: String) throws -> KeyRejection? {
    let set = try VerificationKeys.set([key])
    #expect(set.keys.count + set.rejected.count + set.otherTypeCount == 1)
    return set.rejected.first?.reason
  }

  @Test func `a key of each algorithm is read`() throws {
    #expect(keys.set.keys.count == 7)
    #expect(keys.set.rejected == [])
    #expect(keys.set.kids == keys.all.map(\.kid))
  }

  @Test(
    arguments: [
      ("[]", KeySetError.notAnObject(found: "an array")), ("{}", .noKeys),
      (#"{"keys":{}}"#, .noKeys), ("", .json(.empty)),
      (#"{"keys":[],"keys":[]}"#, .repeatedMember("keys")),
      (#"{"keys":[],}"#, .json(.unexpectedByte(0x7D, offset: 11, expected: "a member's name"))),
    ]
  )
  func `what is no key set is refused`(text: String, error: KeySetError) {
    #expect(throws: error) { try KeySet(Array(text.utf8)) }
  }

  @Test func `a key set of more than a mebibyte is refused unread`() {
    let bytes = [UInt8](repeating: 0x20, count: KeySet.sizeLimit + 1)
    #expect(throws: KeySetError.tooLarge(bytes: bytes.count)) { try KeySet(bytes) }
  }

  @Test func `unknown key types are skipped and counted`() throws {
    let set = try VerificationKeys.set([
      #"{"kty":"oct","k":"AAAA","kid":"a"}"#, #"{"kty":"rsa","kid":"b"}"#,
      #"{"kty":"AKP","kid":"c"}"#, keys["ES256"].json(),
    ])
    #expect(set.otherTypeCount == 3)
    #expect(set.kids == ["key-ES256"])
  }

  @Test func `a kid that two keys share serves neither, whatever the other is`() throws {
    let same: [String: String?] = ["kid": "\"a\""]
    let pairs = [
      [keys["RS256"].json(same), keys["ES256"].json(same)],
      [keys["RS256"].json(same), #"{"kty":"oct","kid":"a"}"#],
      [keys["RS256"].json(same), keys["ES256"].json(["kid": "\"a\"", "use": "\"enc\""])],
    ]
    for pair in pairs {
      let set = try VerificationKeys.set(pair)
      #expect(set.keys.isEmpty)
      #expect(set.rejected.contains { $0.reason == .duplicateKid })
    }
    // Equal by Unicode's canonical equivalence is not the same kid.
    let set = try VerificationKeys.set([
      keys["RS256"].json(["kid": "\"\u{E9}\""]), keys["ES256"].json(["kid": "\"e\u{301}\""]),
    ])
    #expect(set.keys.count == 2)
  }

  @Test func `a key that is not for verifying is rejected`() throws {
    let key = keys["RS256"]
    #expect(try rejection(key.json(["use": "\"enc\""])) == .wrongUse("enc"))
    #expect(try rejection(key.json(["use": "1"])) == .badMember("use"))
    #expect(try rejection(key.json(["use": String?.none])) == nil)
    #expect(try rejection(key.json(["key_ops": #"["sign"]"#])) == .wrongOperations(["sign"]))
    #expect(try rejection(key.json(["key_ops": #"["verify"]"#])) == nil)
    #expect(try rejection(key.json(["key_ops": #"["verify","verify"]"#])) == .badMember("key_ops"))
    #expect(try rejection(key.json(["kid": "7"])) == .badMember("kid"))
    #expect(try rejection(key.json(["alg": "null"])) == .badMember("alg"))
    #expect(try rejection("7") == .notAnObject)
    #expect(try rejection(#"{"kty":"RSA","kty":"EC"}"#) == .repeatedMember("kty"))
  }

  @Test func `a bad RSA key is rejected with its reason`() throws {
    let key = keys["RS256"]
    func modulus(_ bytes: [UInt8]) -> [String: String?] { ["n": "\"\(Base64URL.encode(bytes))\""] }
    let filled = [UInt8](repeating: 0xFF, count: 256)
    #expect(try rejection(key.json(["n": String?.none])) == .badMember("n"))
    #expect(try rejection(key.json(["n": "\"a=\""])) == .badMember("n"))
    #expect(try rejection(key.json(["n": "\"\""])) == .badModulus)
    #expect(try rejection(key.json(modulus([0] + filled))) == .badModulus)
    #expect(try rejection(key.json(modulus(filled.dropLast() + [0xFE]))) == .badModulus)
    #expect(try rejection(key.json(modulus(Array(filled[..<128])))) == .weakModulus(bits: 1024))
    #expect(
      try rejection(key.json(modulus([0x7F] + filled.dropFirst()))) == .weakModulus(bits: 2047)
    )
    let huge = [UInt8](repeating: 0xFF, count: 1025)
    #expect(try rejection(key.json(modulus(huge))) == .oversizedModulus(bits: 8200))
    for exponent in ["", "AQ", "AA", "AAEAAQ", "Ag", "AQAAAAE"] {
      #expect(try rejection(key.json(["e": "\"\(exponent)\""])) == .badExponent, "\(exponent)")
    }
    #expect(try rejection(key.json(["e": "\"Aw\""])) == nil)
  }

  @Test(arguments: ["ES256", "ES384", "ES512"])
  func `a bad point is rejected with its reason`(algorithm: String) throws {
    let key = keys[algorithm]
    let x = try #require(key.jwk.first { $0.0 == "x" }?.1)
    let bytes = try Base64URL.decode(Array(x.utf8)[...])
    let short = Base64URL.encode(bytes.dropFirst())
    let size = bytes.count
    #expect(
      try rejection(key.json(["x": "\"\(short)\""]))
        == .wrongLength(member: "x", bytes: size - 1, expected: size)
    )
    let long = Base64URL.encode([0] + bytes)
    #expect(
      try rejection(key.json(["y": "\"\(long)\""]))
        == .wrongLength(member: "y", bytes: size + 1, expected: size)
    )
    #expect(try rejection(key.json(["y": "\"\(x)\""])) == .pointOffCurve)
    #expect(try rejection(key.json(["crv": "\"P-224\""])) == .unknownCurve("P-224"))
    #expect(try rejection(key.json(["crv": String?.none])) == .badMember("crv"))
  }

  @Test func `a bad Edwards key is rejected with its reason`() throws {
    let key = keys["EdDSA"]
    #expect(try rejection(key.json(["crv": "\"Ed448\""])) == .unknownCurve("Ed448"))
    #expect(
      try rejection(key.json(["x": "\"AAAA\""]))
        == .wrongLength(member: "x", bytes: 3, expected: 32)
    )
    let identity = Base64URL.encode([1] + [UInt8](repeating: 0, count: 31))
    #expect(try rejection(key.json(["x": "\"\(identity)\""])) == .smallOrderPoint)
    let minusOne = [0xEC] + [UInt8](repeating: 0xFF, count: 31)
    #expect(WeakKeys.isSmallOrder(minusOne))
    #expect(!WeakKeys.isSmallOrder([0xEB] + [UInt8](repeating: 0xFF, count: 31)))
  }

  @Test func `a modulus with the fingerprint of a faulty chip is told from another`() {
    // Powers of 65537, and a number that is none modulo 11.
    #expect(WeakKeys.isFactorable([1]))
    #expect(WeakKeys.isFactorable([1, 0, 1]))
    #expect(!WeakKeys.isFactorable([3]))
  }

  @Test func `thousands of keys are read, and more than fit are refused in one piece`() throws {
    let key = keys["EdDSA"]
    let many = (0..<8000).map { key.json(["kid": "\"\($0)\""]) }
    let set = try VerificationKeys.set(many)
    #expect(set.keys.count == 8000)
    #expect(set.key(kid: "7999")?.kid == "7999")
    #expect(throws: KeySetError.self) {
      try VerificationKeys.set((0..<20_000).map { key.json(["kid": "\"\($0)\""]) })
    }
  }
}
