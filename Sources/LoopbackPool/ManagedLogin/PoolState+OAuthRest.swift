import AuthCore
import FoundationEssentials

extension PoolState {
  /// Ends a refresh token's family (RFC 7009); one that the pool does not know is no error.
  mutating func revoke(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    do throws(OAuthRefusal) {
      let fields = try form(request)
      let client: AppClient
      do throws(OAuthRefusal) {
        client = try self.client(fields, request)
      } catch {
        throw OAuthRefusal(error: error.error, status: 401)
      }
      guard let token = fields["token"] else { throw .invalidRequest }
      do throws(PoolRefusal) {
        _ = try revokeToken(
          RevokeTokenRequest(
            token: token,
            clientID: client.id,
            clientSecret: client.secret?.reveal()
          )
        )
      } catch {
        switch error {
        case .notARefreshToken: throw OAuthRefusal(error: "unsupported_token_type")
        case .revocationOff:
          throw OAuthRefusal(error: "invalid_request", description: error.message)
        default: throw OAuthRefusal(error: "invalid_client", status: 401)
        }
      }
      return answer(200, [], type: "application/json", at: now)
    } catch {
      return refusal(error, at: now)
    }
  }

  /// The claims that an access token's scopes allow (AWS: userinfo-endpoint).
  mutating func userInfo(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    let bearer = "bearer "
    let header = request.authorization ?? ""
    do throws(PoolRefusal) {
      guard header.lowercased().hasPrefix(bearer) else { throw .invalidAccessToken }
      let token = String(header.dropFirst(bearer.count))
      let user = try self.bearer(of: token, needing: "openid", at: now)
      let scopes = (try? CompactToken(token).claims.scopes) ?? []
      return answer(
        200,
        JSONWriter.bytes(claims(of: user, scopes)),
        type: "application/json;charset=UTF-8",
        at: now
      )
    } catch {
      // One word for all reasons, in the header alone and without the scheme's name (AWS:
      // userinfo-endpoint).
      var refused = answer(401, [], at: now)
      let words =
        "Access token is expired, disabled, or deleted, or the user has globally signed out."
      refused.headers.append(
        PoolAnswer.Header(
          name: "www-authenticate",
          value: #"error="invalid_token", error_description="\#(words)""#
        )
      )
      return refused
    }
  }

  private func claims(of user: PoolUser, _ scopes: [String]) -> [(String, JSONValue)] {
    var wanted: [String] = []
    if scopes.contains("email") { wanted += ["email", "email_verified"] }
    if scopes.contains("phone") { wanted += ["phone_number", "phone_number_verified"] }
    if scopes.contains("profile") {
      wanted += user.attributes.keys.filter { !$0.hasPrefix("email") && !$0.hasPrefix("phone") }
        .sorted()
    }
    let claims = wanted.compactMap { name in
      user.attributes[name].map { (name, JSONValue.string($0)) }
    }
    return [("sub", .string(user.sub))] + claims + [("username", .string(user.username))]
  }

  /// OpenID Connect Discovery section 3.
  var discovery: [UInt8] {
    JSONWriter.bytes([
      ("authorization_endpoint", .string("\(endpoint)/oauth2/authorize")),
      ("end_session_endpoint", .string("\(endpoint)/logout")),
      ("id_token_signing_alg_values_supported", .array([.string("RS256")])),
      ("issuer", .string(issuer)),
      ("jwks_uri", .string("\(issuer)/.well-known/jwks.json")),
      ("response_types_supported", .array([.string("code")])),
      ("revocation_endpoint", .string("\(endpoint)/oauth2/revoke")),
      ("scopes_supported", .array(["openid", "email", "phone", "profile"].map(JSONValue.string))),
      ("subject_types_supported", .array([.string("public")])),
      ("token_endpoint", .string("\(endpoint)/oauth2/token")),
      ("userinfo_endpoint", .string("\(endpoint)/oauth2/userInfo")),
    ])
  }
}
