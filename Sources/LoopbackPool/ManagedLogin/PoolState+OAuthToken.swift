import AuthCore
import Crypto
import FoundationEssentials

/// An error of the token and the revocation endpoint (RFC 6749 section 5.2).
struct OAuthRefusal: Error, Equatable {
  let error: String
  var description: String?
  var status = 400

  static let invalidRequest = Self(error: "invalid_request")
  static let invalidGrant = Self(error: "invalid_grant")
  static let invalidClient = Self(error: "invalid_client")

  /// A refusal of an operation in OAuth's word for it.
  static func grant(_ refusal: PoolRefusal) -> Self {
    Self(error: "invalid_grant", description: refusal.message)
  }
}

extension PoolState {
  mutating func token(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    do throws(OAuthRefusal) {
      let fields = try form(request)
      let client = try client(fields, request)
      let tokens: OAuthTokens
      switch fields["grant_type"] {
      case "authorization_code": tokens = try redeem(fields, client, at: now)
      case "refresh_token": tokens = try renew(fields, client, at: now)
      default: throw .init(error: "unsupported_grant_type")
      }
      guard let body = try? PoolJSON.bytes(tokens) else { throw .invalidRequest }
      var answer = answer(200, body, type: "application/json;charset=UTF-8", at: now)
      answer.headers.append(PoolAnswer.Header(name: "cache-control", value: "no-store"))
      return answer
    } catch {
      return refusal(error, at: now)
    }
  }

  mutating func refusal(_ refusal: OAuthRefusal, at now: NumericDate) -> PoolAnswer {
    var members = [("error", JSONValue.string(refusal.error))]
    if let text = refusal.description { members.append(("error_description", .string(text))) }
    return answer(
      refusal.status,
      JSONWriter.bytes(members),
      type: "application/json;charset=UTF-8",
      at: now
    )
  }

  func form(_ request: PoolRequest) throws(OAuthRefusal) -> [FormText.Field] {
    let type = request.contentType?.lowercased() ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded"),
      let fields = FormText.decode(String(decoding: request.body, as: UTF8.self))
    else { throw .invalidRequest }
    return fields
  }

  /// The app client by `client_secret_basic`, `client_secret_post`, or by its name alone when it has
  /// no secret.
  func client(
    _ fields: [FormText.Field],
    _ request: PoolRequest
  ) throws(OAuthRefusal) -> AppClient {
    var (id, secret) = (fields["client_id"], fields["client_secret"])
    let basic = "basic "
    if let header = request.authorization, header.lowercased().hasPrefix(basic) {
      let bytes = Data(base64Encoded: String(header.dropFirst(basic.count))) ?? Data()
      let parts = String(decoding: bytes, as: UTF8.self)
        .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        .map { FormText.unescaped(String($0)) }
      guard parts.count == 2, id == nil || id == parts[0] else { throw .invalidClient }
      (id, secret) = (parts[0], parts[1])
    }
    guard let client = configuration.clients.first(where: { $0.id == id }),
      isSecret(secret, of: client)
    else { throw .invalidClient }
    return client
  }

  /// Redeems a code, once, for who began the login.
  private mutating func redeem(
    _ fields: [FormText.Field],
    _ client: AppClient,
    at now: NumericDate
  ) throws(OAuthRefusal) -> OAuthTokens {
    guard let code = fields["code"] else { throw .invalidRequest }
    guard let grant = browser.codes[digest(code)], grant.request.client.id == client.id else {
      throw .invalidGrant
    }
    if let eventID = grant.eventID {
      // Whoever had it first may be a thief (RFC 6749 section 4.1.2).
      families[eventID]?.isRevoked = true
      throw .invalidGrant
    }
    guard grant.expiresAt > now, grant.request.redirectURI == fields["redirect_uri"],
      isProved(grant.request.challenge, fields["code_verifier"]), let user = users[grant.username],
      user.isEnabled
    else {
      browser.codes[digest(code)] = nil
      throw .invalidGrant
    }
    let family = family(of: user, grant, client, at: now)
    begin(family, at: now)
    browser.codes[digest(code)]?.eventID = family.eventID
    let refreshToken = newRefreshToken(family)
    do throws(PoolRefusal) {
      return OAuthTokens(
        try tokens(user, family, client: client, refreshToken: refreshToken, at: now)
      )
    } catch {
      throw .grant(error)
    }
  }

  private mutating func family(
    of user: PoolUser,
    _ grant: CodeGrant,
    _ client: AppClient,
    at now: NumericDate
  ) -> TokenFamily {
    TokenFamily(
      id: RandomText.uuid(using: &random),
      eventID: RandomText.uuid(using: &random),
      username: user.username,
      clientID: client.id,
      authTime: grant.authTime,
      deadline: now.advanced(byMilliseconds: client.refreshLifetime * 1000),
      grant: TokenFamily.Grant(
        scopes: grant.request.scopes,
        nonce: grant.request.nonce,
        browserSession: grant.browserSession
      )
    )
  }

  private func isProved(_ challenge: String?, _ verifier: String?) -> Bool {
    guard let challenge else { return verifier == nil }
    guard let verifier, (43...128).contains(verifier.utf8.count) else { return false }
    return PKCE.challenge(of: verifier) == challenge
  }

  private mutating func renew(
    _ fields: [FormText.Field],
    _ client: AppClient,
    at now: NumericDate
  ) throws(OAuthRefusal) -> OAuthTokens {
    guard let token = fields["refresh_token"] else { throw .invalidRequest }
    do throws(PoolRefusal) {
      return OAuthTokens(
        try getTokensFromRefreshToken(
          GetTokensFromRefreshTokenRequest(
            refreshToken: token,
            clientID: client.id,
            clientSecret: client.secret?.reveal()
          ),
          at: now
        )
      )
    } catch {
      throw .grant(error)
    }
  }
}

extension OAuthTokens {
  fileprivate init(_ answer: AuthenticationAnswer) {
    let result = answer.authenticationResult
    self.init(
      accessToken: result?.accessToken ?? "",
      idToken: result?.idToken,
      refreshToken: result?.refreshToken,
      expiresIn: result?.expiresIn
    )
  }
}
