import TestSupport

@testable import AuthCore

/// Cases about what lies around sessions, among all of them, and about what pools say.
extension CheckCase {
  private static let client = "CognitoIdentityServiceProvider.client1"

  static let storage: [CheckCase] = [
    CheckCase("backend-unavailable") {
      $0.failure = .failed(reason: "the disk is gone")
    } silent: {
      $0.failure = .absent(reason: "there is no terminal session")
    },
    CheckCase("pointer-missing") {
      $0.local["\(client).LastAuthUser"] = nil
    } silent: {
      $0.local = [:]
    },
    CheckCase("pointer-stale") {
      $0.local["\(client).LastAuthUser"] = "ghost"
    },
    CheckCase("former-user") {
      $0.local["\(client).bob.deviceKey"] = "d"
    } silent: {
      $0.addDevice("d")
    },
    CheckCase("version-5-leftover") {
      $0[.userData] = "{}"
    } silent: {
      $0.local["amplify-theme"] = "dark"
    },
    CheckCase("oauth-stuck") {
      $0.local["\(client).inflightOAuth"] = "true"
      $0.local["\(client).oauthPKCE"] = "secret-verifier"
    } silent: {
      $0.local["\(client).inflightOAuth"] = "false"
    },
    CheckCase("oauth-leftover") {
      $0.local["\(client).oauthPKCE"] = "secret-verifier"
    } silent: {
      $0.local["\(client).oauthPKCE"] = "secret-verifier"
      $0.local["\(client).inflightOAuth"] = "true"
    },
    CheckCase("managed-login-flag-left") {
      $0.local = ["\(client).oauthSignIn": "true,false"]
    } silent: {
      $0.local["\(client).oauthSignIn"] = "true,false"
    },
    CheckCase("sign-in-step-ending") {
      $0.local["CognitoSignInState.expiry"] = "\(ManagerBench.now.milliseconds + 59_000)"
      $0.local["CognitoSignInState.challengeName"] = "SOFTWARE_TOKEN_MFA"
      $0.local["CognitoSignInState.signInSession"] = "secret-session"
    } silent: {
      $0.local["CognitoSignInState.expiry"] = "\(ManagerBench.now.milliseconds + 60_000)"
    },
    CheckCase("identity-id-of-another-user") {
      $0.local["com.amplify.Cognito.us-east-1:pool.identityId"] = "us-east-1:id"
    } silent: {
      $0.local = ["com.amplify.Cognito.us-east-1:pool.identityId": "us-east-1:id"]
    },
  ]

  static let ledger: [CheckCase] = [
    CheckCase("older-twin") {
      $0.addTwin(newerBy: 60)
    } silent: {
      $0.addTwin(newerBy: 0)
    },
    CheckCase("stale-groups") {
      $0.claim("cognito:groups", #"["ADMINS"]"#)
      $0.addTwin(newerBy: 60)
    } silent: {
      $0.addTwin(newerBy: 60)
    },
    CheckCase("rotation-detected") {
      $0.addTwin(newerBy: 60) { $0.refresh = "h.k.i.c.refresh-2" }
    } silent: {
      $0.addTwin(newerBy: 60) {
        $0.refresh = "h.k.i.c.refresh-2"
        $0.originJTI = "family-2"
      }
    },
    CheckCase("shared-refresh-token") {
      $0.addTwin(newerBy: 0)
    } silent: {
      $0.addTwin(newerBy: 0) { $0.refresh = "h.k.i.c.refresh-2" }
    },
    CheckCase("two-key-sets") {
      $0.add(SampleTokens { $0.username = "alice@corp.test" })
    } silent: {
      $0.add(
        SampleTokens {
          $0.username = "alice2"; $0.sub = "sub-alice2"
        }
      )
    },
    CheckCase("two-pools") {
      $0.add(
        SampleTokens {
          $0.username = "bob"; $0.sub = "b"; $0.issuer = "http://127.0.0.1:1/o_P"
        }
      )
    } silent: {
      $0.add(
        SampleTokens {
          $0.username = "bob"
          $0.sub = "b"
          $0.clientID = "client2"
          $0.issuer = "http://127.0.0.1:1/o_P"
        },
        pointed: true
      )
    },
  ]

  private static let user = GetUserAnswer(
    username: "alice",
    userAttributes: [UserAttribute(name: "email", value: "alice@example.com")]
  )

  private static func keys(_ kid: String) -> Verifier.Keys {
    guard let key = try? VerificationKeys.shared.get().all[0],
      let set = try? VerificationKeys.set([key.json(["kid": "\"\(kid)\""])])
    else { return .notAsked }
    return .set(set, date: ManagerBench.now)
  }

  static let learned: [CheckCase] = [
    CheckCase("key-not-published") {
      $0.verify(keys("other"))
    } silent: {
      $0.verify(keys("k"))
    },
    CheckCase("signature-invalid") {
      $0.verify(keys("k"))
    } silent: {
      $0.verify(keys("other"))
    },
    CheckCase("keys-unavailable") {
      $0.verify(.unavailable("no route"))
    } silent: {
      $0.verify(keys("k"))
    },
    CheckCase("pool-refuses-token") {
      $0.learned = LearnedFacts(
        liveness: .refused(name: "NotAuthorizedException", message: "Access Token has been revoked")
      )
    } silent: {
      $0.learned = LearnedFacts(
        liveness: .refused(
          name: "NotAuthorizedException",
          message: "Access Token does not have required scopes"
        )
      )
    },
    CheckCase("pool-unreachable") {
      $0.learned = LearnedFacts(liveness: .unknown("no route to host"))
    } silent: {
      $0.learned = LearnedFacts(liveness: .alive(user))
    },
    CheckCase("stale-attributes") {
      $0.claim("email", #""old@example.com""#, in: [.id])
      $0.learned = LearnedFacts(liveness: .alive(user))
    } silent: {
      $0.learned = LearnedFacts(liveness: .alive(user))
    },
  ]
}
