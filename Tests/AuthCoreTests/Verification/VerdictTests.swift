import Testing

@testable import AuthCore

struct VerdictTests {
  private let keys: VerificationKeys

  init() throws {
    keys = try VerificationKeys.shared.get()
  }

  private func verdict(
    _ changes: [String: String?] = [:],
    _ change: (inout Verifier.Checks) -> Void = { _ in }
  ) throws -> Verdict {
    let text = try keys["ES256"].token(claims: Expectations.claims(changes))
    var checks = Expectations.checks(keys.set)
    change(&checks)
    return Verifier(checks).verdict(on: try CompactToken(text))
  }

  @Test func `a good token is valid on every axis`() throws {
    let verdict = try verdict()
    #expect(verdict.isValid)
    #expect(verdict.axes.allSatisfy { $0.verdict.status == .pass })
    #expect(
      verdict.axes.map(\.name) == ["shape", "signature", "time", "issuer", "audience", "use"]
    )
    #expect(verdict.checkedAt == Expectations.now)
  }

  @Test(
    arguments: [
      ("1767225601", VerdictCode.ok), ("1767225600", .expired), ("1767225600.5", .ok),
      ("1767225600.0", .expired), ("0", .expired), ("-0", .expired), ("-1e400", .expired),
      ("1e300", .ok), ("1e400", .ok), ("\"1767229200\"", .claimType), ("null", .claimType),
      ("true", .claimType), ("[1767229200]", .claimType),
    ]
  )
  func `it is valid while now is before exp`(exp: String, code: VerdictCode) throws {
    let verdict = try verdict(["exp": exp])
    #expect(verdict.time.code == code)
    #expect(verdict.isValid == (code == .ok))
  }

  @Test func `a token without an end is never valid`() throws {
    let verdict = try verdict(["exp": String?.none])
    #expect(verdict.time.code == .missingClaim)
    #expect(!verdict.isValid)
  }

  @Test(
    arguments: [
      ("1767225600", VerdictCode.ok), ("1767225601", .notYetValid),
      ("1767225600.001", .notYetValid),
      ("null", .claimType), ("\"0\"", .claimType), ("1e400", .notYetValid),
    ]
  )
  func `it is valid from nbf on`(nbf: String, code: VerdictCode) throws {
    #expect(try verdict(["nbf": nbf]).time.code == code)
  }

  @Test func `iat is not compared with the clock but must be a number`() throws {
    #expect(try verdict(["iat": "99999999999"]).isValid)
    #expect(try verdict(["iat": String?.none]).isValid)
    #expect(try verdict(["iat": "\"1\""]).time.code == .claimType)
  }

  @Test func `a verdict ages with the clock and never heals a signature`() throws {
    let verdict = try verdict()
    #expect(verdict.at(NumericDate(seconds: 1_767_229_199)).isValid)
    let late = verdict.at(NumericDate(seconds: 1_767_229_200))
    #expect(late.time.code == .expired)
    #expect(late.signature == verdict.signature)
    #expect(late.at(Expectations.now) == verdict)
  }

  @Test func `the issuer is compared byte by byte`() throws {
    for issuer in [
      Expectations.issuer + "/", Expectations.issuer.uppercased(), " " + Expectations.issuer,
      Expectations.issuer + ".evil.example", "",
    ] {
      #expect(try verdict(["iss": "\"\(issuer)\""]).issuer.code == .issuer)
    }
    #expect(try verdict(["iss": String?.none]).issuer.code == .missingClaim)
    #expect(try verdict(["iss": "null"]).issuer.code == .claimType)
    // The wrong type counts even when nobody asks for an issuer.
    #expect(try verdict(["iss": "7"]) { $0.issuers = nil }.isValid == false)
    #expect(try verdict { $0.issuers = nil }.issuer.status == .notAsked)
  }

  @Test func `a configured pool has both of its issuers`() throws {
    let pool = PoolConfiguration(
      name: "p",
      endpoint: "https://cognito-idp.eu-west-1.amazonaws.com",
      poolID: "eu-west-1_Example",
      clientID: Expectations.client
    )
    #expect(pool.issuers.count == 2)
    for issuer in pool.issuers {
      #expect(try verdict(["iss": "\"\(issuer)\""]) { $0.issuers = pool.issuers }.isValid)
    }
    let local = PoolConfiguration(
      name: "p",
      endpoint: "http://127.0.0.1:1",
      poolID: "local_x",
      clientID: "c"
    )
    #expect(local.issuers == ["http://127.0.0.1:1/local_x"])
    #expect(PoolConfiguration.issuers(poolID: "cn-north-1_A")[0].contains(".amazonaws.com.cn/"))
    #expect(PoolConfiguration.issuers(poolID: "eusc-de-east-1_A")[0].contains(".amazonaws.eu/"))
  }

  private static let forms = [
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A",
    "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A",
  ]

  @Test(arguments: [
    ("https://login.example", ["https://login.example/eu-west-1_A"] + forms),
    ("http://127.0.0.1:5000", ["http://127.0.0.1:5000/eu-west-1_A"]),
    ("https://cognito-idp-fips.us-west-2.amazonaws.com", forms),
    ("https://cognito-idp-fips.us-gov-west-1.api.aws", forms),
    ("https://cognito-idp.us-gov-west-1.api.aws", forms),
    ("https://vpce-1.cognito-idp.us-east-1.vpce.amazonaws.com", forms),
  ])
  func `what is said of the issuer's form wins over the endpoint, which decides where nothing is`(
    endpoint: String,
    unsaid: [String]
  ) {
    var pool = PoolConfiguration(
      name: "p",
      endpoint: endpoint,
      poolID: "eu-west-1_A",
      clientID: "c"
    )
    #expect(pool.issuers == unsaid)
    pool.issuerForm = .original
    #expect(pool.issuers == [Self.forms[0]])
    pool.issuerForm = .updated
    #expect(pool.issuers == [Self.forms[1]])
    pool.kind = .oidc
    #expect(pool.issuers == [endpoint])
  }

  @Test func `an access token names its client in client_id, an ID token in aud`() throws {
    let id: [String: String?] = [
      "token_use": "\"id\"", "client_id": String?.none, "aud": "\"\(Expectations.client)\"",
    ]
    #expect(try verdict(id) { $0.tokenUse = "id" }.isValid)
    #expect(try verdict(["client_id": "\"other\""]).audience.code == .clientID)
    let other = id.merging(["aud": #"["a","b"]"#]) { $1 }
    #expect(try verdict(other) { $0.tokenUse = "id" }.audience.code == .audience)
    let among = id.merging(["aud": "[\"a\",\"\(Expectations.client)\"]"]) { $1 }
    #expect(try verdict(among) { $0.tokenUse = "id" }.isValid)
    // An access token's aud, of resource binding, says nothing of the client.
    #expect(try verdict(["aud": "\"https://api.example\""]).isValid)
    let swapped: [String: String?] = [
      "client_id": String?.none, "aud": "\"\(Expectations.client)\"",
    ]
    #expect(try verdict(swapped).audience.code == .missingClaim)
    #expect(try verdict(["client_id": "[]"]).audience.code == .claimType)
    #expect(try verdict(["aud": "{}"]).audience.code == .claimType)
    #expect(try verdict(["aud": "[1]"]).audience.code == .claimType)
  }

  @Test func `the kind must be the one asked for`() throws {
    #expect(try verdict { $0.tokenUse = "id" }.use.code == .tokenUse)
    #expect(try verdict(["token_use": "\"ACCESS\""]).use.code == .tokenUse)
    #expect(try verdict(["token_use": "1"]).use.code == .claimType)
    #expect(try verdict(["token_use": String?.none]).use.code == .missingClaim)
    #expect(try verdict { $0.tokenUse = nil }.use.status == .notAsked)
  }

  @Test func `one of the scopes and one of the groups asked for must be there`() throws {
    #expect(try verdict { $0.scopes = ["openid", "phone"] }.isValid)
    #expect(try verdict { $0.scopes = ["open"] }.use.code == .scope)
    #expect(
      try verdict(["scope": String?.none]) { $0.scopes = ["openid"] }.use.code == .missingClaim
    )
    #expect(try verdict(["scope": "[]"]).use.code == .claimType)
    #expect(try verdict { $0.groups = ["readers"] }.isValid)
    #expect(try verdict { $0.groups = ["writers"] }.use.code == .groups)
    #expect(try verdict(["cognito:groups": "[1]"]) { $0.groups = ["a"] }.use.code == .claimType)
    #expect(try verdict(["cognito:groups": "[1]"]).isValid)
  }

  @Test func `what was asked for beside the kind is told, and so is what was found`() throws {
    let granted = try verdict {
      $0.scopes = ["phone", "openid"]
      $0.groups = ["readers"]
    }.use
    #expect(granted.expected == "access; phone or openid; readers")
    #expect(granted.actual == "access; openid; readers")
    #expect(granted.message.contains("scope") && granted.message.contains("group"))
    let refused = try verdict { $0.groups = ["writers", "owners"] }.use
    #expect(refused.expected == "writers or owners" && refused.actual == "admins readers")
    let none = try verdict(["cognito:groups": String?.none]) { $0.groups = ["readers"] }.use
    #expect(none.code == .missingClaim && none.message.contains("in no group"))
    // A scope that holds does not hide a group that does not.
    let half = try verdict {
      $0.scopes = ["openid"]
      $0.groups = ["writers"]
    }.use
    #expect(half.code == .groups)
    let alone = try verdict {
      $0.tokenUse = nil
      $0.scopes = ["openid"]
    }.use
    #expect(alone.status == .pass && alone.expected == "openid")
  }

  @Test func `names that stand twice at any depth refuse the whole token`() throws {
    for claim in [#"{"a":1,"a":1}"#, #"[{"b":{"c":1,"\u0063":2}}]"#] {
      let verdict = try verdict(["x": claim])
      #expect(verdict.shape.code == .duplicateMember)
      #expect(verdict.signature.status == .unknown)
      #expect(!verdict.isValid)
    }
    let header = #"{"alg":"ES256","kid":"key-ES256","kid":"key-ES256"}"#
    let text = try keys["ES256"].token(header: header, claims: Expectations.claims())
    let verdict = Verifier(Expectations.checks(keys.set)).verdict(on: try CompactToken(text))
    #expect(verdict.shape.code == .duplicateMember)
  }

  @Test func `what is no token has a code`() {
    let verifier = Verifier(Expectations.checks(keys.set))
    for (text, code) in [
      ("", VerdictCode.segments), ("a.b", .segments), ("..", .emptySegment), ("a.b.c", .base64url),
      ("e30.MQ.", .notObject), ("e30.ew.", .json), ("77u_e30.e30.", .utf8),
      ("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..a.b.c", .encrypted),
    ] {
      #expect(throws: TokenError.self) {
        do throws(TokenError) {
          _ = try CompactToken(text)
        } catch {
          let verdict = verifier.verdict(on: error)
          #expect(verdict.shape.code == code, "\(text)")
          #expect(!verdict.isValid)
          throw error
        }
      }
    }
  }

  @Test func `claims that must be text are told in the shape`() throws {
    #expect(try verdict(["sub": "7"]).shape.code == .claimType)
    #expect(try verdict(["jti": "{}"]).isValid == false)
  }
}
