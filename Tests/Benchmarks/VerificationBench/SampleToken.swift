import AuthCore
import Crypto
import CryptoExtras

/// An access token as Cognito writes it, signed with a key made for the occasion.
struct SampleToken {
  let issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E"
  let clientID = "1example23456789abcdefghij"
  let text: String
  let keySet: [UInt8]

  init() throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let primitives = try key.publicKey.getKeyPrimitives()
    let kid = Base64URL.encode(Array(SHA256.hash(data: primitives.modulus)))
    keySet = Array(
      """
      {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"\(kid)",\
      "n":"\(Base64URL.encode(primitives.modulus))",\
      "e":"\(Base64URL.encode(primitives.publicExponent))"}]}
      """.utf8
    )
    let header = #"{"kid":"\#(kid)","alg":"RS256"}"#
    let claims = """
      {"sub":"8490b48a-dfbe-54d4-a1a7-ca1542bdcc3c","iss":"\(issuer)","client_id":"\(clientID)",\
      "origin_jti":"fdcc618c-f0f2-5a80-a09f-a91bb089b85f",\
      "event_id":"f1f7a6e0-3b74-5144-a473-9fa1b4c00b77","token_use":"access",\
      "scope":"aws.cognito.signin.user.admin","auth_time":1767225000,"exp":1767229200,\
      "iat":1767225000,"jti":"f195e240-0923-5f79-a20d-e42128abc40a","username":"alice"}
      """
    let input = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(claims.utf8)))"
    let signature = try key.signature(for: Array(input.utf8), padding: .insecurePKCS1v1_5)
    text = "\(input).\(Base64URL.encode(signature.rawRepresentation))"
  }
}
