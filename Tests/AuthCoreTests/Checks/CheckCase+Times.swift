import TestSupport

@testable import AuthCore

/// Cases about clocks and deadlines, cookies and what lies around sessions.
extension CheckCase {
  private static func refusal(_ kind: Refusal.Kind) -> Refusal {
    Refusal(
      kind: kind,
      name: "NotAuthorizedException",
      message: "Refresh Token has been \(kind)",
      date: ManagerBench.now
    )
  }

  private static func hours(_ count: Int64, _ store: inout CheckStore) {
    store.now = store.now.advanced(byMilliseconds: count * 3_600_000)
  }

  static let times: [CheckCase] = [
    CheckCase("refused") { $0.refusal = refusal(.expired) },
    CheckCase("revoked-but-verifies") {
      $0.refusal = refusal(.revoked)
    } silent: {
      $0.refusal = refusal(.revoked)
      hours(2, &$0)
    },
    CheckCase("expired") {
      hours(2, &$0)
    } silent: {
      $0.now = NumericDate(seconds: 1_772_513_594)
    },
    CheckCase("ended") {
      $0[.refreshToken] = nil
      hours(2, &$0)
    } silent: {
      hours(2, &$0)
    },
    CheckCase("expiry-missing") { $0.claim("exp", "", in: [.access]) },
    CheckCase("issue-time-missing") {
      $0.claim("iat", "", in: [.access])
    } silent: {
      $0.claim("iat", "", in: [.id])
    },
    CheckCase("lifetime-unusual") {
      $0.claim("exp", "\(1_772_510_000 + 86_401)")
    } silent: {
      $0.claim("exp", "\(1_772_510_000 + 86_400)")
    },
    CheckCase("issued-in-the-future") {
      $0.now = NumericDate(seconds: 1_772_509_900)
    } silent: {
      $0.now = NumericDate(seconds: 1_772_509_950)
    },
    CheckCase("drift-in-seconds") {
      $0[.signInDetails] = nil
      $0[.clockDrift] = "3600"
    } silent: {
      $0[.signInDetails] = nil
      $0[.clockDrift] = "-812"
    },
    CheckCase("clock-off") {
      $0[.clockDrift] = "-90000"
    } silent: {
      $0[.clockDrift] = "59000"
    },
    CheckCase("refresh-deadline-near") {
      $0.validity = 86_400
    } silent: {
      $0.validity = 86_400 + 61
    },
    CheckCase("refresh-deadline-past") {
      $0.validity = 60
    } silent: {
      $0.validity = 61
    },
    CheckCase("managed-login-alive") {
      $0[.oauthMetadata] = #"{"oauthSignIn":true}"#
    } silent: {
      $0[.oauthMetadata] = #"{"oauthSignIn":true}"#
      hours(1, &$0)
    },
    CheckCase("token-too-large") {
      $0.pad(.access, 6200)
    } silent: {
      $0.pad(.access, 4000)
    },
    CheckCase("would-not-fit-a-cookie") {
      $0.pad(.id, 3200)
    } silent: {
      $0.pad(.id, 1000)
    },
  ]

  private static func cookie(_ bytes: Int, _ change: (inout CookieFact) -> Void = { _ in })
    -> CookieFact
  {
    var cookie = CookieFact(
      key: CheckStore.alice.key(.idToken),
      nameBytes: 100,
      valueBytes: bytes - 100,
      domain: "app.example.com"
    )
    change(&cookie)
    return cookie
  }

  static let cookies: [CheckCase] = [
    CheckCase("cookie-too-large") {
      $0.cookies = [cookie(4097)]
    } silent: {
      $0.cookies = [cookie(4096)]
    },
    // With "; " and "=" between them, as a header has them.
    CheckCase("cookies-over-8k") {
      $0.cookies = [cookie(4090), cookie(4098)]
    } silent: {
      $0.cookies = [cookie(4090), cookie(4097)]
    },
    CheckCase("cookies-over-16k") {
      $0.cookies = Array(repeating: cookie(4094), count: 4)
    } silent: {
      $0.cookies = Array(repeating: cookie(4093), count: 4)
    },
    CheckCase("cookie-secure-on-http") {
      $0.cookies = [cookie(200)]
      $0.origin = WebOrigin("http://app.example.com:3000")
    } silent: {
      $0.cookies = [cookie(200) { $0.isSecure = false }]
      $0.origin = WebOrigin("http://app.example.com:3000")
    },
    CheckCase("cookie-not-for-the-host") {
      $0.cookies = [cookie(200)]
      $0.origin = WebOrigin("https://www.app.example.com")
    } silent: {
      $0.cookies = [cookie(200) { $0.includesSubdomains = true }]
      $0.origin = WebOrigin("https://www.app.example.com")
    },
    CheckCase("cookie-duplicate") {
      $0.cookies = [cookie(200), cookie(210) { $0.path = "/app" }]
    } silent: {
      $0.cookies = [cookie(200), cookie(210) { $0.key = CheckStore.alice.key(.accessToken) }]
    },
    CheckCase("cookie-path-narrow") {
      $0.cookies = [cookie(200) { $0.path = "/app" }]
    } silent: {
      $0.cookies = [cookie(200)]
    },
  ]
}
