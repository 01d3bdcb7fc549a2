package import AuthCore

/// One app client of the pool, with the settings of UserPoolClientType that this pool obeys.
///
/// Lifetimes are in seconds and may be as short as one, where Cognito asks for five minutes and an
/// hour at least: a test of expiry need not wait.
package struct AppClient: Sendable {
  package var id: String
  package var secret: ClientSecret?
  package var accessLifetime: Int64
  package var idLifetime: Int64
  /// Counted from the sign-in; no refresh moves the end.
  package var refreshLifetime: Int64
  /// RefreshTokenRotation; off when nil.
  package var rotation: Rotation?
  /// EnableTokenRevocation: whether RevokeToken works and tokens carry `origin_jti` and `jti`.
  package var revokesTokens: Bool
  /// PreventUserExistenceErrors: an unknown user looks like a wrong password.
  package var hidesUserExistence: Bool
  /// ExplicitAuthFlows, of those that begin a sign-in.
  package var flows: Set<AuthFlow>

  /// CallbackURLs; those on this machine need not be named.
  package var callbackURLs: [String] = []
  /// LogoutURLs; those on this machine need not be named.
  package var logoutURLs: [String] = []

  /// RefreshTokenRotation with its RetryGracePeriodSeconds, 0 to 60.
  package struct Rotation: Equatable, Sendable {
    package var graceSeconds: Int64

    package init(graceSeconds: Int64) {
      self.graceSeconds = graceSeconds
    }
  }

  package init(
    id: String = "1loopbackclient2345678901a",
    secret: ClientSecret? = nil,
    accessLifetime: Int64 = 3600,
    idLifetime: Int64 = 3600,
    refreshLifetime: Int64 = 30 * 86400,
    rotation: Rotation? = nil,
    revokesTokens: Bool = true,
    hidesUserExistence: Bool = true,
    flows: Set<AuthFlow> = [.userSRPAuth, .userPasswordAuth, .userAuth, .customAuth]
  ) {
    self.id = id
    self.secret = secret
    self.accessLifetime = accessLifetime
    self.idLifetime = idLifetime
    self.refreshLifetime = refreshLifetime
    self.rotation = rotation
    self.revokesTokens = revokesTokens
    self.hidesUserExistence = hidesUserExistence
    self.flows = flows
  }

  /// Rotation adds both identifiers even where revocation is off.
  var issuesTokenIDs: Bool { revokesTokens || rotation != nil }
}
