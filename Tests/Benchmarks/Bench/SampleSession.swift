import AuthCore

/// A session's items as Cognito and Amplify make them: real claims, real sizes, no real signature.
enum SampleSession {
  static let client = "1example23456789"

  /// The eight items of one session.
  static func changes(
    number: Int,
    generation: Int,
    epoch: Int = 1_780_000_000
  ) -> [StorageChange] {
    let user = "user-\(number)@example.com"
    let values: [(AmplifyKey.Name, String)] = [
      (.accessToken, token(use: "access", number, epoch + number % 3500 + generation)),
      (.idToken, token(use: "id", number, epoch + number % 3500 + generation)),
      (.refreshToken, opaque(number, generation)),
      (.clockDrift, "-340"),
      (.signInDetails, "{\"loginId\":\"\(user)\",\"authFlowType\":\"USER_SRP_AUTH\"}"),
      (.deviceKey, "eu-central-1_\(uuid(number))"),
      (.deviceGroupKey, "-\(number)abcdef"),
      (.randomPasswordKey, Base64URL.encode(bytes(40, seed: number))),
    ]
    return values.map { name, value in
      .set(
        key: AmplifyKey.tokenSet(clientID: client, username: user, name: name).text,
        value: value
      )
    }
  }

  private static func token(use: String, _ number: Int, _ issued: Int) -> String {
    let header = "{\"kid\":\"\(Base64URL.encode(bytes(32, seed: 7)))\",\"alg\":\"RS256\"}"
    let claims = """
      {"sub":"\(uuid(number))","cognito:groups":["developers","eu"],"iss":\
      "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example","client_id":\
      "\(client)","origin_jti":"\(uuid(number + 1))","event_id":"\(uuid(number + 2))",\
      "token_use":"\(use)","scope":"aws.cognito.signin.user.admin","auth_time":\(issued),\
      "exp":\(issued + 3600),"iat":\(issued),"jti":"\(uuid(number + 3))","username":\
      "user-\(number)","email":"user-\(number)@example.com","email_verified":true}
      """
    let parts = [Array(header.utf8), Array(claims.utf8), bytes(256, seed: issued)]
    return parts.map { Base64URL.encode($0) }.joined(separator: ".")
  }

  private static func opaque(_ number: Int, _ generation: Int) -> String {
    let header = "{\"cty\":\"JWT\",\"enc\":\"A256GCM\",\"alg\":\"RSA-OAEP\"}"
    let parts = [Array(header.utf8), bytes(256, seed: number), bytes(12, seed: number)]
    let rest = [bytes(820, seed: number + generation), bytes(16, seed: number)]
    return (parts + rest).map { Base64URL.encode($0) }.joined(separator: ".")
  }

  private static func uuid(_ number: Int) -> String {
    let digits = String(number + 0x1000_0000, radix: 16)
    return "\(digits)-1111-4222-8333-444455556666"
  }

  private static func bytes(_ count: Int, seed: Int) -> [UInt8] {
    var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
  }
}
