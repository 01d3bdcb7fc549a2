import AuthCore
import TUI
import TestSupport
import Testing

/// The box about leftover keys, and the key that points at a session.
struct RemoveKeysScreenTests {
  private static let client = "CognitoIdentityServiceProvider.client1"
  private static let stuck = ["\(client).inflightOAuth", "\(client).oauthPKCE"]

  private static func finding(_ subject: Finding.Subject, _ keys: [String]) -> Finding {
    Finding(
      code: "oauth-stuck",
      severity: .error,
      subject: subject,
      sentence: "it is stuck",
      advice: "remove what it left",
      next: .removeKeys,
      evidence: [],
      keys: keys
    )
  }

  private static func plan(_ keys: [String] = stuck) async throws -> KeyRemovalPlan {
    let values = Dictionary(uniqueKeysWithValues: Self.stuck.map { ($0, "secret-value") })
    return try await ManagerBench(local: MemoryStorage(values)).manager.keyRemovalPlan(
      keys,
      in: .local
    )
  }

  /// The checks with one finding about a client that has no session.
  private func checks() -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: 100, rows: 30)
    sample.press(.character("c"))
    let subject = Finding.Subject.client(.local, clientID: "client1")
    _ = sample.app.update(.checked(.everything, [Self.finding(subject, Self.stuck)]))
    return sample
  }

  @Test func `the box lists each key, and only the second button removes them`() async throws {
    var sample = checks()
    #expect(sample.picture.contains("press X"))
    let asked = sample.press(.character("X"))
    #expect(asked == [.planKeyRemoval(Self.stuck, in: .local)])
    let plan = try await Self.plan()
    sample.finish(.failed(.notFound(ManagerBench.id())), of: [.verify(ManagerBench.id())])
    #expect(sample.picture.contains("looking at what is there"), "that was another's")
    sample.finish(.keyRemovalPlanned(plan), of: asked)
    for key in Self.stuck { #expect(sample.picture.contains(key)) }
    #expect(sample.picture.contains("[ Cancel ]") && !sample.picture.contains("secret-value"))
    for key in keys("yYXr \n") { #expect(sample.press(key) == []) }
    let removal = sample.press(.tab, .enter)
    #expect(removal == [.removeKeys(plan)])
    #expect(sample.press(.tab, .enter) == [])
    let effects = sample.finish(.keysRemoved(plan), of: removal)
    #expect(effects.contains(.load(.local)) && effects.contains(.check(.everything)))
    // The checks are below it, and are seen again.
    #expect(sample.app.boxes.count == 1)
    sample.press(.escape)
    #expect(sample.picture.contains("removed 2 keys from local; u puts them back"))
  }

  @Test func `Cancel, Esc and a failure remove nothing`() async throws {
    for key in [Key.enter, .escape, .character("q")] {
      var sample = checks()
      let asked = sample.press(.character("X"))
      sample.finish(.keyRemovalPlanned(try await Self.plan()), of: asked)
      #expect(sample.press(key) == [])
      #expect(sample.app.boxes.count == 1)
    }
    var sample = checks()
    let asked = sample.press(.character("X"))
    let error = SessionError.storage(.local, .failed(reason: "the disk is gone"))
    sample.finish(.failed(error), of: asked)
    #expect(sample.picture.contains("the disk is gone") && sample.picture.contains("[ Close ]"))
  }

  @Test func `what is gone already can only be closed`() async throws {
    var sample = checks()
    let asked = sample.press(.character("X"))
    sample.finish(.keyRemovalPlanned(try await Self.plan(["nothing"])), of: asked)
    #expect(sample.picture.contains("nothing is left to remove from local"))
    #expect(sample.press(.enter) == [] && sample.app.boxes.count == 1)
  }

  @Test func `the main screen offers it where the checks found something`() {
    var sample = SampleApp(local: SampleApp.three)
    #expect(!sample.app.main.isAvailable(.removeKeys, sample.app.context))
    #expect(sample.press(.character("X")) == [])
    let subject = Finding.Subject.client(.local, clientID: "client1")
    let found = [Self.finding(subject, Self.stuck)]
    _ = sample.app.update(.checked(.session(ManagerBench.id()), found))
    #expect(sample.press(.character("X")) == [.planKeyRemoval(Self.stuck, in: .local)])
  }

  @Test func `p points at an orphan and at nobody else`() {
    var sample = SampleApp(local: SampleApp.three)
    #expect(sample.press(.character("p")) == [])
    sample.press(.character("j"))
    let bob = ManagerBench.id(.local, "bob")
    #expect(sample.press(.character("p")) == [.point(bob)])
    sample.finish(.pointed(bob, from: "alice"), of: [.point(bob)])
    #expect(sample.picture.contains("LastAuthUser of local names bob now, before it was alice"))
  }

  @Test func `a missing pointer is set for the one session that can be meant`() {
    func finding(_ candidate: SessionID?) -> Finding {
      Finding(
        code: "pointer-missing",
        severity: .warning,
        subject: .client(.local, clientID: "client1"),
        sentence: "there is none",
        advice: "make it name one",
        next: .point,
        evidence: [],
        candidate: candidate
      )
    }
    let bob = ManagerBench.id(.local, "bob")
    for candidate in [bob, nil] {
      var sample = SampleApp(local: SampleApp.three)
      sample.press(.character("c"))
      _ = sample.app.update(.checked(.everything, [finding(candidate)]))
      let effects = sample.press(.character("p"))
      #expect(effects.contains(.point(bob)) == (candidate != nil))
      #expect(
        effects.contains { if case .point = $0 { true } else { false } } == (candidate != nil)
      )
      #expect(sample.app.boxes.isEmpty)
    }
  }
}
