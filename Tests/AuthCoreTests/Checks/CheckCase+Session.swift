import AuthCore
import TestSupport

/// Cases about one session.
extension CheckCase {
  static let presence: [CheckCase] = [
    CheckCase("access-token-missing") {
      $0[.accessToken] = nil
    } silent: {
      $0[.idToken] = nil
    },
    CheckCase("id-token-missing") {
      $0[.idToken] = nil
    } silent: {
      $0[.idToken] = nil
      $0[.oauthMetadata] = #"{"oauthSignIn":true}"#
    },
    CheckCase("access-token-undecodable") {
      $0[.accessToken] = "a.b"
    } silent: {
      $0[.idToken] = "a.b"
    },
    CheckCase("id-token-undecodable") {
      $0[.idToken] = "x"
    } silent: {
      $0[.accessToken] = "x"
    },
    CheckCase("refresh-token-missing") { $0[.refreshToken] = nil },
    CheckCase("drift-not-a-number") {
      $0[.clockDrift] = "NaN"
    } silent: {
      $0[.clockDrift] = "  -12ms"
    },
    CheckCase("mixed-generations") { $0.claim("iat", "1772509000", in: [.id]) },
    CheckCase("two-issuers") {
      $0.claim("iss", #""http://127.0.0.1:1/us-east-1_Other""#, in: [.id])
    },
    CheckCase("orphan") {
      $0.add(
        SampleTokens {
          $0.username = "bob"; $0.sub = "b"
        },
        pointed: true
      )
    },
    CheckCase("sign-in-details-unreadable") {
      $0[.signInDetails] = "[]"
    } silent: {
      $0[.signInDetails] = "{}"
    },
    CheckCase("fallback-user-name") {
      $0.add(
        SampleTokens {
          $0.username = "username"; $0.sub = "u"
        }
      )
    } silent: {
      $0.add(
        SampleTokens {
          $0.username = "username1"; $0.sub = "u"
        }
      )
    },
    CheckCase("refresh-token-form") {
      $0[.refreshToken] = "opaque"
    } silent: {
      $0[.refreshToken] = nil
    },
  ]

  static let claims: [CheckCase] = [
    CheckCase("id-token-in-access-place") {
      $0[.accessToken] = $0[.idToken]
    } silent: {
      $0.claim("token_use", "", in: [.access])
    },
    CheckCase("access-token-in-id-place") { $0[.idToken] = $0[.accessToken] },
    CheckCase("repeated-claim") {
      $0[.accessToken] = SampleTokens.token([("sub", "\"a\""), ("sub", "\"b\""), ("exp", "1")])
    } silent: {
      $0[.accessToken] = SampleTokens.token([("sub", "\"a\""), ("sub2", "\"b\""), ("exp", "1")])
    },
    CheckCase("algorithm-unexpected") {
      let header = Base64URL.encode(#"{"alg":"HS256","kid":"k"}"#.utf8)
      let rest = ($0[.accessToken] ?? "").drop { $0 != "." }
      $0[.accessToken] = header + rest
    },
    CheckCase("user-differs") { $0.claim("sub", #""sub-bob""#, in: [.id]) },
    CheckCase("groups-differ") {
      $0.claim("cognito:groups", #"["ADMINS"]"#, in: [.id])
    } silent: {
      $0.claim("cognito:groups", #"["A","B"]"#, in: [.id])
      $0.claim("cognito:groups", #"["B","A"]"#, in: [.access])
    },
    CheckCase("alias-key-set") { $0.claim("username", #""54288468-e051""#, in: [.access]) },
    CheckCase("revocation-off") { $0.claim("origin_jti", "") },
    CheckCase("admin-scope-missing") {
      $0.claim("scope", #""openid email""#, in: [.access])
    } silent: {
      $0.claim("scope", #""openid aws.cognito.signin.user.admin""#, in: [.access])
    },
    CheckCase("personal-data-in-access-token") {
      $0.claim("custom:salary", #""85250""#, in: [.access])
    } silent: {
      $0.claim("custom:salary", #""85250""#, in: [.id])
    },
  ]

  static let pools: [CheckCase] = [
    CheckCase("client-differs") {
      $0.claim("client_id", #""client2""#, in: [.access])
    } silent: {
      $0.claim("aud", #"["other","client1"]"#, in: [.id])
    },
    CheckCase("pool-differs") {
      $0.claim("iss", #""https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Else""#)
    } silent: {
      $0.claim("iss", #""https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Demo""#)
    },
    CheckCase("issuer-other-form") {
      $0.claim("iss", #""https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_Demo""#)
    } silent: {
      $0.claim("iss", #""https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Demo""#)
    },
    CheckCase("issuer-unknown") {
      $0.clients = []
    } silent: {
      $0.clients = []
      $0.claim("iss", #""https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Demo""#)
    },
    CheckCase("former-client") {
      $0.clients = ["client2"]
    } silent: {
      $0.clients = []
    },
  ]

  static let devices: [CheckCase] = [
    CheckCase("device-key-missing") {
      $0.claim("device_key", #""us-east-1_d1""#, in: [.access])
    } silent: {
      $0.claim("device_key", #""us-east-1_d1""#, in: [.access])
      $0.addDevice("us-east-1_d1")
    },
    CheckCase("device-key-differs") {
      $0.claim("device_key", #""us-east-1_d1""#, in: [.access])
      $0.addDevice("us-east-1_d2")
    } silent: {
      $0.addDevice("us-east-1_d2")
    },
    CheckCase("device-keys-incomplete") {
      $0.addDevice("d")
      $0[.randomPasswordKey] = nil
    } silent: {
      $0.addDevice("d")
    },
    CheckCase("device-key-of-another-user") {
      $0.claim("device_key", #""us-east-1_d1""#, in: [.access])
      let bob = SampleTokens {
        $0.username = "bob"; $0.sub = "b"
      }
      $0.add(bob)
      $0.local[bob.key(.deviceKey)] = "us-east-1_d1"
    } silent: {
      $0.claim("device_key", #""us-east-1_d1""#, in: [.access])
      $0.addDevice("us-east-1_d1")
      let bob = SampleTokens {
        $0.username = "bob"; $0.sub = "b"
      }
      $0.add(bob)
      $0.local[bob.key(.deviceKey)] = "us-east-1_d2"
    },
  ]
}

extension CheckStore {
  /// The three keys of a remembered device.
  mutating func addDevice(_ key: String) {
    self[.deviceKey] = key
    self[.deviceGroupKey] = "group"
    self[.randomPasswordKey] = "random-device-password"
  }
}
