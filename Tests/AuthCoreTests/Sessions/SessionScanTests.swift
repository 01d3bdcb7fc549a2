import AuthCore
import TestSupport
import Testing

struct SessionScanTests {
  private func scan(_ items: [String: String]) -> SessionScan.Result {
    SessionScan.scan(
      items.map { StorageItem(key: $0.key, value: $0.value) },
      backend: .local,
      isActiveBackend: true
    )
  }

  @Test func `a whole token set is a session with its pointer`() throws {
    let tokens = SampleTokens()
    let result = scan(tokens.items.merging(tokens.pointer) { $1 })
    let session = try #require(result.sessions.first)
    #expect(result.sessions.count == 1 && result.emptyPointers.isEmpty)
    #expect(session.id.description == "local/client1/alice")
    #expect(session.isPointer && session.isActive)
    #expect(session.sub == "sub-alice")
    #expect(session.poolID == "us-east-1_Demo")
    #expect(session.refresh == RefreshTokenSummary(byteCount: 17, isEncrypted: true))
    #expect(session.clockDrift == .milliseconds(0))
    #expect(session.problems.isEmpty)
  }

  @Test(arguments: [
    "", ".", "a", "a.b", "a.accessToken", "a.LastAuthUser", "LastAuthUser", "日本語",
    "\u{301}e", "a/b", "CognitoIdentityServiceProvider.x.y.idToken",
  ])
  func `any user name is found again beside a user with a similar one`(username: String) {
    let one = SampleTokens { $0.username = username }
    let other = SampleTokens { $0.username = username + ".b" }
    let result = scan(
      one.items.merging(other.items) { $1 }.merging(other.pointer) { $1 }
    )
    #expect(
      result.sessions.map(\.id.username.bytes).sorted { $0.count < $1.count }
        == [username.bytes, (username + ".b").bytes]
    )
    #expect(result.sessions.filter(\.isPointer).map(\.id.username) == [username + ".b"])
    #expect(result.sessions.allSatisfy { $0.access != nil && $0.idToken != nil })
  }

  @Test func `names that only look alike are two users, and one of them is pointed at`() {
    let composed = SampleTokens {
      $0.username = "ren\u{E9}"
      $0.sub = "one"
    }
    let decomposed = SampleTokens {
      $0.username = "rene\u{301}"
      $0.sub = "two"
    }
    // Swift's dictionaries would take the keys for one, so the items are given one by one.
    let items = [composed.items, decomposed.items, composed.pointer].flatMap { items in
      items.map { StorageItem(key: $0.key, value: $0.value) }
    }
    let result = SessionScan.scan(items, backend: .local, isActiveBackend: false)
    #expect(result.sessions.map(\.sub).sorted { $0 ?? "" < $1 ?? "" } == ["one", "two"])
    #expect(result.sessions.filter(\.isPointer).map(\.sub) == ["one"])
    #expect(result.sessions.filter { $0.problems.map(\.code) == ["orphan"] }.map(\.sub) == ["two"])
    #expect(Set(result.sessions.map(\.id)).count == 2)
  }

  @Test func `a pointer at nobody is told and makes no session`() {
    let result = scan(["CognitoIdentityServiceProvider.c.LastAuthUser": "ghost"])
    #expect(result.sessions.isEmpty)
    #expect(result.emptyPointers.map(\.description) == ["local/c/ghost"])
  }

  @Test func `keys that are no tokens make no session`() {
    let prefix = "CognitoIdentityServiceProvider."
    let result = scan([
      prefix + "c.alice.deviceKey": "d", prefix + "c.alice.userData": "{}", prefix + "c": "x",
      prefix + "c.oauthPKCE": "p", prefix + "c.alice.other": "o", "amplify-auto-sign-in": "true",
      "com.amplify.Cognito.us-east-1:x.identityId": "i", "": "",
    ])
    #expect(result.sessions.isEmpty && result.emptyPointers.isEmpty)
  }

  @Test func `a session that lacks something says what`() {
    func codes(_ drop: AmplifyKey.Name) -> [String] {
      var items = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
      items[SampleTokens().key(drop)] = nil
      return scan(items).sessions.flatMap { $0.problems.map(\.code) }
    }
    #expect(codes(.accessToken) == ["access-token-missing"])
    #expect(codes(.idToken) == ["id-token-missing"])
    #expect(codes(.refreshToken) == ["refresh-token-missing"])
    #expect(codes(.clockDrift) == [])
  }

  @Test func `an OAuth session without an ID token is whole`() {
    var items = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    items[SampleTokens().key(.idToken)] = nil
    items[SampleTokens().key(.oauthMetadata)] = #"{"oauthSignIn":true}"#
    #expect(scan(items).sessions.map(\.problems) == [[]])
  }

  @Test func `tokens of two refreshes or of two issuers are noticed`() {
    var items = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    items[SampleTokens().key(.idToken)] = SampleTokens { $0.iat = 1_772_500_000 }.id
    #expect(scan(items).sessions.flatMap { $0.problems.map(\.code) } == ["mixed-generations"])
    items[SampleTokens().key(.idToken)] = SampleTokens { $0.issuer = "http://other/p" }.id
    #expect(scan(items).sessions.flatMap { $0.problems.map(\.code) } == ["two-issuers"])
  }

  @Test func `a remembered refusal counts while the refresh token is the same`() {
    let tokens = SampleTokens()
    let id = ManagerBench.id()
    let refusal = Refusal(
      kind: .revoked,
      name: "NotAuthorizedException",
      message: "Refresh Token has been revoked",
      date: ManagerBench.now
    )
    let remembered = RememberedRefusal(
      refusal,
      token: TokenText("h.k.i.c.refresh-1", kind: .refresh)
    )
    func found(_ tokens: SampleTokens) -> Refusal? {
      SessionScan.scan(
        tokens.items.map { StorageItem(key: $0.key, value: $0.value) },
        backend: .local,
        isActiveBackend: true,
        refusals: [id: remembered]
      ).sessions.first?.refusal
    }
    #expect(found(tokens) == refusal)
    #expect(found(SampleTokens { $0.refresh = "another" }) == nil)
    #expect(found(SampleTokens { $0.refresh = nil }) == nil)
    #expect(!"\(remembered)".contains("refresh-1"))
  }

  @Test func `ten thousand sessions are found, each with its own tokens`() {
    let items = (0..<10_000).flatMap { number in
      SampleTokens {
        $0.username = "user\(number)"
        $0.sub = "sub\(number)"
      }.items.map { StorageItem(key: $0.key, value: $0.value) }
    }
    let result = SessionScan.scan(items, backend: .local, isActiveBackend: false)
    #expect(result.sessions.count == 10_000)
    #expect(result.sessions.allSatisfy { "sub" + $0.id.username.dropFirst(4) == $0.sub })
    #expect(result.sessions == result.sessions.sorted { $0.id < $1.id })
  }
}
