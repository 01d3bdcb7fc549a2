import AuthCore
import Crypto
import CryptoExtras
import Foundation
import LoopbackPool
import Testing

@Suite struct PoolTokenTests {
  @Test func `the claims are Cognito's, in Cognito's order and types`() async throws {
    var bench = try await PoolBench(client: AppClient(accessLifetime: 60, idLifetime: 120))
    let result = try bench.signIn().result
    let access = try bench.claims(result.accessToken)
    #expect(
      access.members.map(\.name) == [
        "sub", "cognito:groups", "iss", "client_id", "origin_jti", "event_id", "token_use",
        "scope", "auth_time", "exp", "iat", "jti", "username",
      ]
    )
    #expect(access.groups == ["ADMINS", "EDITORS"])
    #expect(access.scopes == ["aws.cognito.signin.user.admin"])
    #expect(access.iss == bench.state.issuer)
    #expect(access.exp == NumericDate(seconds: bench.now.seconds + 60))
    #expect(result.expiresIn == 60)
    let id = try bench.claims(result.idToken)
    #expect(
      id.members.map(\.name) == [
        "sub", "cognito:groups", "email_verified", "iss", "cognito:username", "origin_jti", "aud",
        "event_id", "token_use", "auth_time", "custom:team", "email", "exp", "iat", "jti",
      ]
    )
    #expect(id["email_verified"] == .bool(true))
    #expect(id["custom:team"] == .string("a\"b"))
    #expect(id.aud == [bench.client.id])
    #expect(id.exp == NumericDate(seconds: bench.now.seconds + 120))
    #expect(id.sub == access.sub && id.eventID == access.eventID && id.jti != access.jti)
  }

  @Test func `each token is signed by its own key of the key set`() async throws {
    var bench = try await PoolBench()
    let result = try bench.signIn().result
    let keys = try keySet(&bench)
    #expect(keys.count == 2)
    let access = try CompactToken(result.accessToken ?? "")
    let id = try CompactToken(result.idToken ?? "")
    #expect(access.header["kid"] != id.header["kid"])
    for token in [access, id] {
      let key = try #require(keys.first { $0["kid"] == token.header["kid"] })
      let modulus = try Base64URL.decode(Array((key["n"]?.text ?? "").utf8)[...])
      let exponent = try Base64URL.decode(Array((key["e"]?.text ?? "").utf8)[...])
      let publicKey = try _RSA.Signing.PublicKey(n: modulus, e: exponent)
      #expect(
        publicKey.isValidSignature(
          _RSA.Signing.RSASignature(rawRepresentation: token.signature),
          for: token.signingInput,
          padding: .insecurePKCS1v1_5
        )
      )
      #expect(key["alg"]?.text == "RS256" && key["use"]?.text == "sig")
    }
  }

  @Test func `a refresh token looks like Cognito's encrypted one`() async throws {
    var bench = try await PoolBench()
    let token = try bench.signIn().result.refreshToken ?? ""
    #expect(token.hasPrefix("eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ."))
    #expect(token.utf8.count > 1500)
    #expect(throws: TokenError.encrypted(algorithm: "RSA-OAEP", encryption: "A256GCM")) {
      try CompactToken(token)
    }
  }

  @Test func `the discovery document points at the pool itself`() async throws {
    var bench = try await PoolBench()
    let answer = bench.state.answer(
      PoolRequest(method: "GET", path: "/us-east-1_Loopback1/.well-known/openid-configuration"),
      at: bench.now
    )
    guard case .object(let document) = try JSONParser.parse(answer.body).value else {
      Issue.record("no object")
      return
    }
    #expect(document["issuer"]?.text == bench.state.issuer)
    #expect(document["jwks_uri"]?.text == "\(bench.state.issuer)/.well-known/jwks.json")
  }

  @Test func `a user's sub is the same at each start`() async throws {
    var one = try await PoolBench()
    var two = try await PoolBench()
    #expect(
      try one.claims(one.signIn().result.idToken).sub
        == (try two.claims(two.signIn().result.idToken).sub)
    )
  }

  private func keySet(_ bench: inout PoolBench) throws -> [JSONObject] {
    let answer = bench.state.answer(
      PoolRequest(method: "GET", path: "/us-east-1_Loopback1/.well-known/jwks.json"),
      at: bench.now
    )
    guard case .object(let set) = try JSONParser.parse(answer.body).value,
      case .array(let keys)? = set["keys"]
    else { return [] }
    return keys.compactMap { if case .object(let key) = $0 { key } else { nil } }
  }
}
