import TestSupport

@testable import AuthCore

/// Stores built for one check: a healthy session that a case changes.
struct CheckStore: Sendable {
  var local: [String: String]
  var memory: [String: String] = [:]
  var cookies: [CookieFact] = []
  var origin: WebOrigin?
  var clients = ["client1"]
  var validity: Int64?
  /// What issued the tokens.
  var kind = PoolConfiguration.Kind.cognito
  var learned: LearnedFacts?
  var refusal: Refusal?
  /// Where a move of alice began to go.
  var move: BackendID?
  var refreshEnd: RefreshIntent.End?
  var signOutStage: SignOutNote.Stage?
  /// Why the local backend cannot be read.
  var failure: StorageError?
  var now = ManagerBench.now

  static let alice = SampleTokens()

  init() {
    local = Self.alice.items.merging(Self.alice.pointer) { $1 }
    local[Self.alice.key(.signInDetails)] = #"{"loginId":"alice","authFlowType":"USER_SRP_AUTH"}"#
  }

  subscript(name: AmplifyKey.Name) -> String? {
    get { local[Self.alice.key(name)] }
    set { local[Self.alice.key(name)] = newValue }
  }

  /// Adds a user's items to `local`.
  mutating func add(_ tokens: SampleTokens, pointed: Bool = false) {
    local.merge(tokens.items) { $1 }
    if pointed { local.merge(tokens.pointer) { $1 } }
  }

  /// Replaces claims of alice's tokens by JSON texts; an empty text takes a claim away.
  mutating func claim(_ name: String, _ json: String, in kinds: [TokenKind] = [.access, .id]) {
    for kind in kinds {
      let place: AmplifyKey.Name = kind == .access ? .accessToken : .idToken
      guard let text = self[place], let token = try? CompactToken(text) else { continue }
      var members = token.claims.members.map { ($0.name, JSONText.text($0.value)) }
      members.removeAll { $0.0 == name }
      if !json.isEmpty { members.append((name, json)) }
      self[place] = SampleTokens.token(members)
    }
  }

  /// Makes alice's access token long.
  mutating func pad(_ kind: TokenKind, _ bytes: Int) {
    claim("cognito:groups", #"["\#(String(repeating: "g", count: bytes))"]"#, in: [kind])
  }

  /// A memory backend with the same user, its tokens newer by so many seconds.
  mutating func addTwin(newerBy seconds: Int64, _ change: (inout SampleTokens) -> Void = { _ in }) {
    let twin = SampleTokens {
      $0.iat = 1_772_510_000 + seconds
      change(&$0)
    }
    memory = twin.items.merging(twin.pointer) { $1 }
  }

  func findings(_ scope: CheckScope = .everything) async throws -> [Finding] {
    let pool = ScriptedPool()
    let storage = CookieShelf(MemoryStorage(local), cookies, failure: failure)
    let (validity, kind) = (validity, kind)
    let now = now
    let manager = SessionManager(
      backends: [
        Backend(id: .local, storage: storage, lifetime: .permanent),
        Backend(id: .memory, storage: MemoryStorage(memory), lifetime: .process),
      ],
      state: MemoryStorage(),
      pools: Pools(
        clients.map {
          var pool = PoolConfiguration(
            name: "demo",
            endpoint: "http://127.0.0.1:1",
            poolID: "us-east-1_Demo",
            clientID: $0,
            refreshTokenValidity: validity
          )
          pool.kind = kind
          return pool
        }
      ) { _ in pool.userPool },
      clock: { now }
    )
    if let refusal {
      let token = self[.refreshToken].map { TokenText($0, kind: .refresh) }
      let remembered = RememberedRefusal(refusal, token: token)
      try await manager.state.remember(remembered, of: ManagerBench.id())
    }
    try await leaveOpenEnds(manager.state)
    return try await manager.findings(
      scope,
      origin: origin,
      learned: learned.map { [ManagerBench.id(): $0] } ?? [:]
    )
  }

  /// What a process that was killed leaves behind.
  private func leaveOpenEnds(_ state: ManagerState) async throws {
    let id = ManagerBench.id()
    var stored = StoredSession(clientID: id.clientID, username: id.username)
    for name in [AmplifyKey.Name.accessToken, .idToken, .refreshToken] { stored[name] = self[name] }
    if let move { try await state.beginMove(id, to: move) }
    if let refreshEnd {
      let intent = RefreshIntent(stored, at: now)
      try await state.note(intent.after(refreshEnd, before: intent) ?? intent, of: id)
    }
    if let signOutStage {
      try await state.note(SignOutNote(stored, .here, at: now).at(signOutStage), of: id)
    }
  }

  /// What a verifier says of alice's tokens with a key set.
  mutating func verify(_ keys: Verifier.Keys) {
    var checks = Verifier.Checks()
    checks.keys = keys
    func entry(_ place: AmplifyKey.Name, _ kind: TokenKind) -> SessionVerdicts.Entry? {
      guard let text = self[place], let token = try? CompactToken(text) else { return nil }
      return SessionVerdicts.Entry(
        digest: TokenText(text, kind: kind).digest,
        verdict: Verifier(checks).verdict(on: token)
      )
    }
    learned = LearnedFacts(
      verdicts: SessionVerdicts(
        id: ManagerBench.id(),
        access: entry(.accessToken, .access),
        idToken: entry(.idToken, .id),
        storage: .pass("the storage is not what is asked about"),
        revocation: nil
      )
    )
  }
}

/// A listing storage whose items are said to be cookies.
struct CookieShelf: ListingStorage, CookieKeepingStorage {
  private let storage: MemoryStorage
  private let facts: [CookieFact]
  private let failure: StorageError?

  init(_ storage: MemoryStorage, _ facts: [CookieFact], failure: StorageError?) {
    self.storage = storage
    self.facts = facts
    self.failure = failure
  }

  func setItem(_ value: String, forKey key: String) async {
    await storage.setItem(value, forKey: key)
  }
  func getItem(_ key: String) async -> String? { await storage.getItem(key) }
  func removeItem(_ key: String) async { await storage.removeItem(key) }
  func clear() async { await storage.clear() }
  func cookies() -> [CookieFact] { facts }

  func items(withPrefix prefix: String) async throws -> [StorageItem] {
    if let failure { throw failure }
    return await storage.items(withPrefix: prefix)
  }
}
