import AuthCore
import TUI
import TestSupport
import Testing

struct DevicesTabTests {
  private let id = ManagerBench.id()

  /// The tab is open and the pool has answered.
  private func sample(_ sessions: [UserSession]? = nil) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three)
    sample.press(.enter, .right, .right, .right)
    if let sessions {
      _ = sample.app.update(.poolSessions(id, .known(sessions)))
    }
    return sample
  }

  private func session(_ name: String, type: String = "TOKEN", isThis: Bool = false) -> UserSession
  {
    var session = UserSession(id: "tkn\(name)", type: type)
    session.isCurrentSession = isThis
    session.deviceType = name
    session.lastIPAddress = "192.0.2.7"
    session.lastActiveDate = Double(ManagerBench.now.seconds - 180)
    return session
  }

  @Test func `nothing is asked until somebody wants it`() {
    var sample = sample()
    #expect(sample.picture.contains("Enter asks the pool"))
    #expect(sample.press(.enter) == [.loadPoolSessions(id)])
    #expect(sample.picture.contains("asking the pool…"))
    #expect(sample.press(.enter) == [])
  }

  @Test func `the sessions are listed with this one marked and addresses masked`() {
    var sample = sample([session("Firefox\u{1B}[2J"), session("authtop", isThis: true)])
    for part in ["○ tokens", "Firefox", "● this one", "active 3m ago", "••••"] {
      #expect(sample.picture.contains(part), "\(part)")
    }
    #expect(!sample.picture.contains("192.0.2.7") && !sample.picture.contains("\u{1B}"))
    sample.press(.character("x"))
    #expect(sample.picture.contains("192.0.2.7"))
  }

  @Test func `Enter on another one asks first, with Cancel as the safe button`() {
    var sample = sample([session("authtop", isThis: true), session("Firefox")])
    // The own one is not for here: the list is asked for again.
    #expect(sample.press(.enter) == [.loadPoolSessions(id)])
    _ = sample.app.update(
      .poolSessions(id, .known([session("authtop", isThis: true), session("Firefox")]))
    )
    sample.press(.down, .enter)
    for part in ["End a session at the pool", "RevokeUserSession", "[ Cancel ]", "tknFirefox"] {
      #expect(sample.picture.contains(part), "\(part)")
    }
    #expect(sample.press(.enter) == [])
    sample.press(.enter)
    let effects = sample.press(.tab, .enter)
    #expect(effects == [.endPoolSession("tknFirefox", linked: false, of: id)])
    #expect(sample.app.boxes.isEmpty)
    #expect(sample.finish(.endedPoolSession(of: id), of: effects) == [.loadPoolSessions(id)])
    #expect(sample.picture.contains("another session of alice was ended"))
  }

  @Test func `what came through a browser can be ended with it`() {
    var sample = sample([session("Firefox", type: "SSO")])
    sample.press(.enter)
    #expect(sample.picture.contains("And its tokens"))
    #expect(
      sample.press(.tab, .tab, .enter) == [.endPoolSession("tknFirefox", linked: true, of: id)]
    )
  }

  @Test func `a pool without such sessions is told in the tab`() {
    var sample = sample()
    let error = UserPoolError.refused(
      name: "OperationNotEnabledException",
      message: "",
      status: 400
    )
    _ = sample.app.update(.poolSessions(id, .failed(.noUserSessions(id, error))))
    #expect(sample.picture.contains("tracks no sessions"))
    #expect(sample.press(.enter) == [.loadPoolSessions(id)])
  }
}
