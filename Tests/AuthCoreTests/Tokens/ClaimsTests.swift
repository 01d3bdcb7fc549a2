import AuthCore
import Testing

struct ClaimsTests {
  private func claims(_ text: String) throws -> Claims {
    try CompactToken("e30.\(Base64URL.encode(Array(text.utf8))).AAAA").claims
  }

  @Test func `the order and the exact numbers of the token are kept`() throws {
    let claims = try claims(#"{"z":1.10,"a":12345678901234567890,"m":1E2,"a":0}"#)
    #expect(claims.members.map(\.name) == ["z", "a", "m", "a"])
    let literals = claims.members.map { member in
      if case .number(let number) = member.value { number.literal } else { "" }
    }
    #expect(literals == ["1.10", "12345678901234567890", "1E2", "0"])
  }

  @Test func `Cognito's access token is read`() throws {
    let claims = try claims(
      """
      {"sub":"u","cognito:groups":["g1","g2"],"iss":"https://issuer","client_id":"c",\
      "origin_jti":"o","event_id":"e","token_use":"access","scope":"a b  c","auth_time":1,\
      "exp":3,"iat":2,"nbf":0,"jti":"j","username":"n","device_key":"d"}
      """
    )
    #expect(claims.sub == "u" && claims.iss == "https://issuer" && claims.clientID == "c")
    #expect(claims.groups == ["g1", "g2"] && claims.scopes == ["a", "b", "c"])
    #expect(claims.originJTI == "o" && claims.eventID == "e" && claims.jti == "j")
    #expect(claims.tokenUse == "access" && claims.username == "n" && claims.deviceKey == "d")
    #expect(claims.authTime == NumericDate(seconds: 1) && claims.iat == NumericDate(seconds: 2))
    #expect(claims.exp == NumericDate(seconds: 3) && claims.nbf == NumericDate(seconds: 0))
  }

  @Test func `Cognito's ID token is read`() throws {
    let claims = try claims(
      """
      {"aud":"c","cognito:username":"n","email":"e@x","email_verified":true,"nickname":"nick",\
      "custom:tenant":"t","custom:role":"r"}
      """
    )
    #expect(claims.aud == ["c"] && claims.cognitoUsername == "n" && claims.email == "e@x")
    #expect(claims.emailVerified == true && claims.nickname == "nick")
    #expect(claims.customAttributes.map(\.name) == ["custom:tenant", "custom:role"])
  }

  @Test func `a claim of the wrong type is nil and its raw value is there`() throws {
    let claims = try claims(
      #"{"sub":1,"exp":"1","aud":[1],"cognito:groups":"g","email_verified":1,"scope":[]}"#
    )
    #expect(claims.sub == nil && claims.exp == nil && claims.aud == nil && claims.groups == nil)
    #expect(claims.emailVerified == nil && claims.scopes == nil)
    #expect(claims["exp"] == .string("1"))
    #expect(claims["absent"] == nil)
  }

  @Test(arguments: [("true", true), ("false", false), ("\"true\"", true), ("\"false\"", false)])
  func `a verified address is a boolean or the word`(value: String, isVerified: Bool) throws {
    #expect(try claims("{\"email_verified\":\(value)}").emailVerified == isVerified)
  }

  @Test func `personal claims are known by name and by their prefix`() {
    for name in ["email", "phone_number", "name", "address", "custom:anything"] {
      #expect(ClaimName.isPersonal(name), "\(name)")
    }
    for name in ["sub", "iss", "exp", "client_id", "customs", "email_verified"] {
      #expect(!ClaimName.isPersonal(name), "\(name)")
    }
    #expect(ClaimName.isDate("exp") && !ClaimName.isDate("jti"))
    #expect(ClaimName.meaning(of: "custom:x") != nil && ClaimName.meaning(of: "x") == nil)
  }
}
