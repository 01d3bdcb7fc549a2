import AuthCore
import FoundationEssentials

/// One app client's OAuth endpoints over HTTP.
struct OAuthService: Sendable {
  let pool: PoolConfiguration
  let exchange: HTTPExchange
  let retry: RetryLoop
  /// What discovery found, shared by all operations on all pools.
  let discovered: DiscoveryCache

  /// The endpoints, by discovery where they are not known.
  func addresses() async throws(UserPoolError) -> OAuthAddresses {
    if let domain = pool.oauth?.domain, pool.kind == .cognito {
      return OAuthAddresses(domain: domain)
    }
    if let addresses = discovered.addresses(of: pool.endpoint) { return addresses }
    let base = pool.endpoint.hasSuffix("/") ? String(pool.endpoint.dropLast()) : pool.endpoint
    let response = try await send(
      HTTPExchange.Message(
        url: try Endpoint.checked(base).get() + "/.well-known/openid-configuration",
        headers: [("accept", "application/json")],
        body: nil
      ),
      repeatable: true
    )
    let addresses = try OAuthAddresses(document: response.body, issuer: pool.endpoint)
    discovered.keep(addresses, of: pool.endpoint)
    return addresses
  }

  func token(
    _ request: OAuthTokenRequest
  ) async throws(UserPoolError) -> UserPool.Reply<OAuthTokens> {
    let url = try Self.present(try await addresses().token, "token endpoint")
    // A code is good once, and a refresh token may be.
    let response = try await send(post(url, request.fields), repeatable: false, usesUp: true)
    guard let tokens = try? JSONDecoder().decode(OAuthTokens.self, from: Data(response.body)) else {
      throw .unreadable(status: response.status, reason: "not what a token endpoint answers")
    }
    return UserPool.Reply(tokens, serverDate: response.date)
  }

  func revoke(_ token: TokenText) async throws(UserPoolError) -> UserPool.Reply<EmptyAnswer> {
    let url = try Self.present(try await addresses().revoke, "revocation endpoint")
    let hint = token.kind == .refresh ? "refresh_token" : "access_token"
    let response = try await send(
      post(
        url,
        [FormText.Field("token", token.reveal()), FormText.Field("token_type_hint", hint)]
      ),
      repeatable: true
    )
    return UserPool.Reply(EmptyAnswer(), serverDate: response.date)
  }

  func userInfo(_ token: TokenText) async throws(UserPoolError) -> UserPool.Reply<JSONObject> {
    let url = try Self.present(try await addresses().userInfo, "userinfo endpoint")
    let response = try await send(
      HTTPExchange.Message(
        url: url,
        headers: [("authorization", "Bearer \(token.reveal())"), ("accept", "application/json")],
        body: nil
      ),
      repeatable: true
    )
    guard case .object(let claims)? = try? JSONParser.parse(response.body).value else {
      throw .unreadable(status: response.status, reason: "not what a userinfo endpoint answers")
    }
    return UserPool.Reply(claims, serverDate: response.date)
  }

  func keySet() async throws(UserPoolError) -> UserPool.Reply<[UInt8]> {
    let url = try Self.present(try await addresses().keySet, "key set")
    let response = try await send(
      HTTPExchange.Message(url: url, headers: [], body: nil),
      repeatable: true
    )
    return UserPool.Reply(response.body, serverDate: response.date)
  }

  /// An endpoint that the issuer has.
  static func present(_ address: String?, _ what: String) throws(UserPoolError) -> String {
    guard let address else { throw .unavailable("this issuer's \(what)") }
    return address
  }

  /// A form with the client's name in it, and its secret in the header where it has one
  /// (`client_secret_basic`, RFC 6749 section 2.3.1).
  private func post(_ url: String, _ fields: [FormText.Field]) -> HTTPExchange.Message {
    var headers = [
      (name: "content-type", value: "application/x-www-form-urlencoded"),
      (name: "accept", value: "application/json"), (name: "cache-control", value: "no-store"),
    ]
    if let secret = pool.clientSecret {
      let pair = [pool.clientID, secret.reveal()].map(FormText.escaped).joined(separator: ":")
      headers.append(
        (name: "authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())")
      )
    }
    let form = FormText.encode(fields + [FormText.Field("client_id", pool.clientID)])
    return HTTPExchange.Message(url: url, headers: headers, body: Array(form.utf8))
  }

  private func send(
    _ message: HTTPExchange.Message,
    repeatable: Bool,
    usesUp: Bool = false
  ) async throws(UserPoolError) -> ServiceResponse {
    try await retry.run(repeatable: repeatable, usesUp: usesUp) { _ in
      await exchange.send(message).map(\.withOAuthError)
    }
  }
}

extension ServiceResponse {
  /// An error's name and words where OAuth puts them: in the body (RFC 6749 section 5.2), or in the
  /// header of whoever takes bearer tokens (RFC 6750 section 3).
  var withOAuthError: ServiceResponse {
    guard status >= 300, errorType == nil else { return self }
    var response = self
    let challenge = challenges.lazy.compactMap(BearerChallenge.init(header:)).first
    if case .object(let object)? = try? JSONParser.parse(body).value,
      let error = object["error"]?.text
    {
      response.errorType = error
      response.errorMessage =
        object["error_description"]?.text
        ?? (challenge?.error == error ? challenge?.description : nil)
    } else if let challenge {
      response.errorType = challenge.error
      response.errorMessage = challenge.description
    }
    return response
  }
}
