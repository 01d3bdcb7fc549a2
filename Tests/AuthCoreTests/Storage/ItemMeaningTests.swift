import AuthCore
import TestSupport
import Testing

/// Amplify's keys to the letter: which there are, what they are for, and what survives a sign-out.
struct ItemMeaningTests {
  /// The facts of Amplify JavaScript v6's `clearTokens` and of its write order.
  @Test func `sign-out removes six items and the pointer, and leaves four`() {
    let removed: [AmplifyKey.Name] = [
      .accessToken, .idToken, .refreshToken, .clockDrift, .signInDetails, .oauthMetadata,
    ]
    #expect(Set(AmplifyKey.Name.clearedAtSignOut) == Set(removed))
    let kept = Set(AmplifyKey.Name.allCases).subtracting(removed)
    #expect(kept == [.deviceKey, .deviceGroupKey, .randomPasswordKey, .userData])
  }

  @Test func `a sign-out leaves device keys, user data and managed login's keys where they are`()
    async throws
  {
    let tokens = SampleTokens()
    let kept = [
      tokens.key(.deviceKey): "d", tokens.key(.deviceGroupKey): "g",
      tokens.key(.randomPasswordKey): "p", tokens.key(.userData): "{}",
      "CognitoIdentityServiceProvider.client1.oauthState": "s",
      "com.amplify.Cognito.us-east-1:1.identityId": "us-east-1:2",
    ]
    let local = MemoryStorage(tokens.items.merging(tokens.pointer) { $1 }.merging(kept) { $1 })
    let bench = ManagerBench(local: local)
    bench.pool.onRevoke { _ in }
    _ = try await bench.manager.signOut(ManagerBench.id(), scope: .here)
    let left = await local.items(withPrefix: "").map(\.key)
    #expect(Set(left) == Set(kept.keys))
  }

  @Test(
    arguments: [
      (
        "CognitoIdentityServiceProvider.c.inflightOAuth",
        AmplifyOtherKey.oauth(clientID: "c", name: .inflightOAuth)
      ),
      (
        "CognitoIdentityServiceProvider.c.oauthPKCE",
        .oauth(clientID: "c", name: .oauthPKCE)
      ),
      (
        "com.amplify.Cognito.us-east-1:57f1.identityId",
        .identityID(identityPoolID: "us-east-1:57f1")
      ),
      ("CognitoIdentityId-us-east-1:57f1", .identityID(identityPoolID: "us-east-1:57f1")),
      ("CognitoSignInState.expiry", .signInState(name: "expiry")),
      ("ouath_pkce_key", .versionFive(name: "ouath_pkce_key")),
      ("CognitoIdentityServiceProvider.c.alice.accessToken", nil),
      ("CognitoIdentityServiceProvider.c.LastAuthUser", nil), ("theme", nil),
    ] as [(String, AmplifyOtherKey?)]
  )
  func `keys beside the token sets are known by their form`(key: String, known: AmplifyOtherKey?) {
    #expect(AmplifyOtherKey(key) == known)
  }

  @Test func `a session's items name managed login's and the identity pool's too`() async throws {
    let tokens = SampleTokens()
    let local = MemoryStorage(
      tokens.items.merging([
        "CognitoIdentityServiceProvider.client1.oauthPKCE": "verifier",
        "com.amplify.Cognito.us-east-1:1.identityId": "us-east-1:2",
        "CognitoIdentityServiceProvider.other.oauthPKCE": "foreign",
      ]) { $1 }
    )
    let detail = try await ManagerBench(local: local).manager.detail(ManagerBench.id())
    let others = detail.items.filter { AmplifyKey.Name(rawValue: $0.kind) == nil }
    #expect(others.map(\.kind) == ["oauthPKCE", "identityId"])
    // The verifier is a secret.
    #expect(others.map(\.value) == [nil, "us-east-1:2"])
  }

  @Test(
    arguments: [
      ("3600", nil, "{}", SessionDetail.DriftUnit.version5),
      ("-3600", nil, "{}", .version5), ("12", nil, nil, .version5),
      ("-412", nil, nil, .version6), ("3600", "{}", nil, .version6),
      ("-3600000", nil, "{}", .version6), ("0", nil, nil, .version6), ("x", nil, nil, nil),
    ] as [(String, String?, String?, SessionDetail.DriftUnit?)]
  )
  func `version 5's drift is told from version 6's`(
    drift: String,
    signInDetails: String?,
    userData: String?,
    unit: SessionDetail.DriftUnit?
  ) async throws {
    let tokens = SampleTokens { $0.drift = drift }
    var items = tokens.items
    items[tokens.key(.signInDetails)] = signInDetails
    items[tokens.key(.userData)] = userData
    let bench = ManagerBench(local: MemoryStorage(items))
    #expect(try await bench.manager.detail(ManagerBench.id()).driftUnit == unit)
  }
}
