import FoundationEssentials
import TestSupport
import Testing

@testable import AuthCore

/// Every rule speaks on a store built for it and is silent on a near miss.
struct CheckRuleTests {
  @Test func `every rule has its two stores, and no code is there twice`() {
    let codes = CheckCatalogue.rules.map(\.code)
    #expect(Set(codes).count == codes.count)
    #expect(CheckCase.all.map(\.code).sorted() == codes.sorted())
    #expect(codes.count >= 50)
    for code in codes {
      #expect(
        code.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      )
    }
  }

  @Test func `the documentation names every check with its severity`() throws {
    let page = String(#filePath.split(separator: "/Tests/")[0]) + "/Docs/Checks.md"
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: "/" + page.drop { $0 == "/" })),
      as: UTF8.self
    )
    let parts = text.split(separator: "\n## ")
    for rule in CheckCatalogue.rules {
      let part = parts.first { $0.lowercased().hasPrefix(rule.severity.rawValue) }
      #expect(part?.contains("| `\(rule.code)` | \(rule.title) |") == true, "\(rule.code)")
    }
  }

  @Test func `a healthy store is without findings`() async throws {
    #expect(try await CheckStore().findings() == [])
    #expect(try await CheckStore().findings(.session(ManagerBench.id())) == [])
  }

  @Test(arguments: CheckCase.all)
  func `a rule fires on its store and is silent on the other`(one: CheckCase) async throws {
    let rule = try #require(CheckCatalogue.rules.first { $0.code == one.code })
    var broken = CheckStore()
    one.fires(&broken)
    let findings = try await broken.findings()
    let finding = try #require(findings.first { $0.code == one.code })
    #expect(finding.severity == rule.severity)
    #expect(!finding.sentence.isEmpty && !finding.advice.isEmpty && !finding.evidence.isEmpty)
    #expect(!finding.advice.contains("; "), "the problem's message is parted there")
    var near = CheckStore()
    one.silent(&near)
    #expect(try await near.findings().filter { $0.code == one.code } == [])
  }

  @Test(arguments: CheckCase.all)
  func `the same is found when one session or one backend is looked at`(
    one: CheckCase
  ) async throws {
    var broken = CheckStore()
    one.fires(&broken)
    let finding = try #require(try await broken.findings().first { $0.code == one.code })
    let backend = try await broken.findings(.backend(finding.subject.backend))
    #expect(backend.contains(finding))
    // A user who left only device keys has no session to look at.
    guard let id = finding.subject.session, one.code != "former-user" else { return }
    #expect(try await broken.findings(.session(id)).contains { $0.code == one.code })
  }

  @Test(arguments: CheckCase.all)
  func `no finding holds a token, a secret or an unmasked personal claim`(
    one: CheckCase
  ) async throws {
    var broken = CheckStore()
    one.fires(&broken)
    let secrets =
      [AmplifyKey.Name.accessToken, .idToken, .refreshToken].compactMap { broken[$0] }
      .filter { $0.count > 3 } + ["secret-verifier", "secret-session", "random-device-password"]
    for finding in try await broken.findings() {
      let shown = finding.evidence.map { $0.shown(revealing: false) }
      let text = ([finding.sentence, finding.advice] + shown).joined(separator: "\n")
      for secret in secrets { #expect(!text.contains(secret), "\(finding.code)") }
      for personal in ["85250", "@example.com"] {
        #expect(!text.contains(personal), "\(finding.code)")
      }
    }
  }

  @Test func `findings come in the order of their severity`() async throws {
    var store = CheckStore()
    store.claim("origin_jti", "")
    store[.clockDrift] = "x"
    store.claim("scope", "\"openid\"", in: [.access])
    let found = try await store.findings().map(\.severity)
    #expect(found == [.error, .warning, .note])
  }

  @Test func `a list is told of what shows only among all sessions`() {
    let old = SampleApp.snapshot(.local, [SampleTokens()]).sessions
    let new = SampleApp.snapshot(.memory, [SampleTokens { $0.iat = 1_772_510_050 }]).sessions
    let listed = Checkup.withLedgerProblems(old + new, CheckContext(now: ManagerBench.now))
    #expect(listed.map { $0.problems.map(\.code) } == [["older-twin"], []])
  }

  @Test func `a list is told of clients and pools that are not configured`() throws {
    let session = try #require(SampleApp.snapshot(.local, [SampleTokens()]).sessions.first)
    func codes(_ clientID: String, _ poolID: String) -> [String] {
      let pool = PoolConfiguration(name: "p", endpoint: "e", poolID: poolID, clientID: clientID)
      let context = CheckContext(now: ManagerBench.now, pools: [pool])
      return Checkup.withLedgerProblems([session], context).flatMap { $0.problems.map(\.code) }
    }
    #expect(codes("client1", "us-east-1_Demo") == [])
    #expect(codes("client2", "us-east-1_Demo") == ["former-client"])
    #expect(codes("client1", "us-east-1_Other") == ["pool-differs"])
  }

  @Test func `a hundred thousand sessions are compared in time for a list`() {
    let one = SampleApp.snapshot(.local, [SampleTokens()]).sessions[0]
    let many = (0..<100_000).map { number -> Session in
      var session = Session(id: ManagerBench.id(.local, "user\(number)"))
      session.access = one.access
      session.access?.sub = "sub\(number)"
      return session
    }
    let elapsed = ContinuousClock().measure {
      let listed = Checkup.withLedgerProblems(many, CheckContext(now: ManagerBench.now))
      #expect(listed.count == many.count)
    }
    // Linear work takes a second or two in a debug build; a square of it would take hours.
    #expect(elapsed < .seconds(600))
  }

  @Test func `an origin is read as a browser writes it`() {
    #expect(WebOrigin("https://App.Example.com/")?.description == "https://app.example.com")
    #expect(WebOrigin("http://localhost:3000")?.description == "http://localhost:3000")
    #expect(WebOrigin("https://a:443")?.description == "https://a")
    #expect(WebOrigin("http://[::1]:8080")?.isLoopback == true)
    for bad in ["", "a", "ftp://a", "https://", "https://a/b", "https://a b", "https://a:0"] {
      #expect(WebOrigin(bad) == nil, "\(bad)")
    }
  }
}
