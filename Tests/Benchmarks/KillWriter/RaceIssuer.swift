import AuthCore
import Glibc

/// An issuer in a file, shared by processes: refresh tokens are good once, without a grace period,
/// and each call is noted.
struct RaceIssuer: Sendable {
  let folder: String

  /// The file's first line is the number of the refresh token that is good.
  private var path: String { folder + "/issuer" }

  static func token(_ number: Int, kind: TokenKind) -> String {
    if kind == .refresh { return "h.k.i.c.refresh-\(number)" }
    let use = kind == .access ? #""client_id":"client1""# : #""aud":"client1""#
    // All in one second: freshness must not hang on the clock.
    let payload = """
      {"sub":"sub-alice","token_use":"\(kind.rawValue)",\(use),"jti":"\(number)",\
      "iss":"http://127.0.0.1:1/us-east-1_Demo","origin_jti":"family","iat":1772510000,\
      "exp":1772513600}
      """
    return [#"{"alg":"RS256","kid":"k"}"#, payload, "nobody"]
      .map { Base64URL.encode($0.utf8) }.joined(separator: ".")
  }

  /// Takes a refresh token in and gives the next ones out.
  func refresh(
    _ request: GetTokensFromRefreshTokenRequest
  ) async throws(UserPoolError) -> UserPool.Reply<AuthenticationAnswer> {
    // As long as a near pool takes: whoever is not kept away comes in here.
    poll(nil, 0, 15)
    guard let number = turn(request.refreshToken) else {
      throw .refused(name: "RefreshTokenReuseException", message: "used", status: 400)
    }
    return UserPool.Reply(
      AuthenticationAnswer(
        authenticationResult: AuthenticationResult(
          accessToken: Self.token(number, kind: .access),
          idToken: Self.token(number, kind: .id),
          refreshToken: Self.token(number, kind: .refresh),
          expiresIn: 3600
        )
      )
    )
  }

  /// The number of the next token, nil for one that is used up; notes the call.
  private func turn(_ token: String) -> Int? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {}
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &buffer, buffer.count)
    let lines = String(decoding: buffer[..<max(0, count)], as: UTF8.self).split(separator: "\n")
    let good = lines.count { $0.hasPrefix("call") }
    let isGood = token == Self.token(good, kind: .refresh)
    let line = Array((isGood ? "call \(getpid())\n" : "reuse \(getpid())\n").utf8)
    lseek(descriptor, 0, SEEK_END)
    _ = write(descriptor, line, line.count)
    return isGood ? good + 1 : nil
  }
}
