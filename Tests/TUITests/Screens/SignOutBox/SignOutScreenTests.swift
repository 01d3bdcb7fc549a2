import AuthCore
import TUI
import TestSupport
import Testing

/// The box that asks before a sign-out and reports after it.
struct SignOutScreenTests {
  private func bench(_ tokens: SampleTokens = SampleTokens()) -> ManagerBench {
    let items = tokens.items.merging(tokens.pointer) { $1 }
      .merging([tokens.key(.deviceKey): "d"]) { $1 }
    return ManagerBench(local: MemoryStorage(items))
  }

  /// The app with the box open and its plan made.
  private func asked(_ bench: ManagerBench, _ key: Key = .character("D")) async throws -> SampleApp
  {
    var sample = SampleApp(local: [SampleTokens()], columns: 80, rows: 24)
    guard case .planSignOut(let id, let scope)? = sample.press(key).first else {
      Issue.record("no plan was asked for")
      return sample
    }
    let plan = try await bench.manager.signOutPlan(id, scope: scope)
    sample.finish(.planned(plan), of: [.planSignOut(id, scope)])
    return sample
  }

  @Test func `the box says what it will do and Cancel has the focus`() async throws {
    var sample = try await asked(bench())
    let text = sample.picture
    for part in [
      "Sign out everywhere", "alice in us-east-1_Demo", "revoke all refresh tokens of this user",
      "remove 5 keys from local", "end tokens already handed out", "04:53:20Z (59m)",
      "device keys (1)", "[ Cancel ]",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(sample.press(.enter) == [])
    #expect(sample.app.boxes.isEmpty)
  }

  @Test func `the second button signs out, once`() async throws {
    var sample = try await asked(bench())
    let effects = sample.press(.tab, .enter)
    #expect(effects == [.signOut(ManagerBench.id(), .everywhere, removeAnyway: false)])
    #expect(sample.press(.tab, .enter) == [])
  }

  @Test(arguments: keys("yYdDr1 \n"))
  func `no other key signs out`(key: Key) async throws {
    var sample = try await asked(bench())
    #expect(sample.press(key) == [])
    #expect(sample.app.boxes.count == 1)
  }

  @Test func `an expired access token offers to refresh first`() async throws {
    var sample = try await asked(bench(SampleTokens { $0.lifetime = 10 }))
    #expect(sample.picture.contains("cannot"))
    let effects = sample.press(.tab, .enter)
    #expect(effects == [.refresh([ManagerBench.id()])])
    let error = SessionError.pool(.unreachable(reason: "r"))
    let failed = [Event.Failed(id: ManagerBench.id(), error: error)]
    sample.finish(.refreshed([], failed, last: nil), of: effects)
    #expect(sample.picture.contains("the pool was not reached"))
  }

  @Test(arguments: [
    (UserPoolError.unreachable(reason: "r"), "✗ not sent"),
    (.unreadable(status: 404, reason: "a page"), "✗ not sent"),
    (.unreadable(status: 502, reason: "a page"), "? unknown"),
    (.refused(name: "N", message: "no", status: 400), "✗ refused"),
    (.unanswered(reason: "r"), "? unknown"),
  ])
  func `what did not work is told, and everything is kept`(
    error: UserPoolError,
    sign: String
  ) async throws {
    let bench = bench()
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in throw error }
    var sample = try await asked(bench)
    let effects = sample.press(.tab, .enter)
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    sample.finish(.signedOut(report), of: effects)
    #expect(sample.picture.contains(sign))
    #expect(sample.picture.contains("nothing was removed here"))
    #expect(sample.app.status?.kind == .failed)
    #expect(
      sample.press(.tab, .enter) == [.signOut(ManagerBench.id(), .everywhere, removeAnyway: true)]
    )
  }

  @Test func `after it ran the same box reports every step`() async throws {
    let bench = bench()
    bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in }
    bench.pool.onRevoke { _ async throws(UserPoolError) in }
    var sample = try await asked(bench)
    let effects = sample.press(.tab, .enter)
    let report = try await bench.manager.signOut(ManagerBench.id(), scope: .everywhere)
    #expect(sample.finish(.signedOut(report), of: effects) == [.load(nil)])
    let marks = sample.picture.split(separator: "\n").filter { $0.contains("✓ done") }
    #expect(marks.count == 3)
    #expect(!sample.picture.contains("nothing was removed"))
    #expect(sample.app.status?.text.plain == "signed alice out everywhere")
    #expect(sample.press(.enter) == [] && sample.app.boxes.isEmpty)
  }

  @Test func `what else ends while it runs is not what it waits for`() async throws {
    let bench = bench()
    var sample = try await asked(bench)
    let plan = try await bench.manager.signOutPlan(ManagerBench.id(), scope: .everywhere)
    sample.press(.tab, .enter)
    let error = SessionError.pool(.unreachable(reason: "slow"))
    sample.finish(
      .failed(error),
      of: [
        .verify(ManagerBench.id()), .planSignOut(ManagerBench.id(), .everywhere),
        .signOut(ManagerBench.id(), .here, removeAnyway: false),
      ]
    )
    sample.finish(.planned(plan), of: [.planSignOut(ManagerBench.id(), .everywhere)])
    #expect(sample.picture.contains("the pool is being asked"))
    #expect(sample.app.work?.title.plain == "signing out", "it goes on")
    #expect(sample.app.status?.kind == .failed, "and the failure is told")
  }
}
