import AuthCore
import TUI
import TestSupport
import Testing

struct SessionFilterTests {
  private let sessions = SampleApp.snapshot(.local, SampleApp.three).sessions

  private func users(_ filter: String) -> [String] {
    sessions.filter { SessionFilter(filter).matches($0, at: ManagerBench.now) }.map(\.id.username)
  }

  @Test(
    arguments: [
      ("", ["alice", "bob", "carol"]), ("  ", ["alice", "bob", "carol"]), ("alice", ["alice"]),
      ("ALICE", ["alice"]), ("ae", ["alice"]), ("ec", []), ("user:bo", ["bob"]),
      ("user:oa", []), ("state:expired", ["carol"]), ("state:exp", ["bob", "carol"]),
      ("live", ["alice"]), ("exp<10m", ["bob", "carol"]), ("exp>10m", ["alice"]),
      ("exp<0s", ["carol"]), ("client:client1", ["alice", "bob", "carol"]), ("client:other", []),
      ("backend:loc", ["alice", "bob", "carol"]), ("backend:memory", []), ("sub:sub-bob", ["bob"]),
      ("iss:us-east-1_demo", ["alice", "bob", "carol"]), ("demo", ["alice", "bob", "carol"]),
      ("user:a state:expired", ["carol"]), ("group:admins", []),
      ("user:", ["alice", "bob", "carol"]),
      ("exp<", []), ("exp<x", []), ("nothing:here", []), (":", []),
    ] as [(String, [String])]
  )
  func `a filter shows these users`(filter: String, shown: [String]) {
    #expect(users(filter) == shown)
  }

  @Test func `groups and the name that was typed are searched`() throws {
    var session = try #require(sessions.first)
    session.groups = ["ADMINS"]
    session.loginID = "typed@example.com"
    #expect(SessionFilter("group:admin").matches(session, at: ManagerBench.now))
    #expect(SessionFilter("user:typed@").matches(session, at: ManagerBench.now))
  }

  @Test func `a session without an access token has no end`() throws {
    var session = try #require(sessions.first)
    session.access = nil
    #expect(!SessionFilter("exp<10m").matches(session, at: ManagerBench.now))
    #expect(!SessionFilter("exp>10m").matches(session, at: ManagerBench.now))
  }

  @Test(arguments: ["b", "bo", "bob", "bobx", "state:ex", "user:c", "group:", "é"])
  func `typing letter by letter lists what the whole word lists`(text: String) {
    let tokens = ["alice", "bob", "Bobby", "carol", "zoé"].map { name in
      SampleTokens { $0.username = name }
    }
    var typed = SampleApp(local: tokens)
    typed.press(.character("/"))
    for key in keys(text) { typed.press(key) }
    var pasted = SampleApp(local: tokens)
    pasted.press(.character("/"), .paste(text))
    #expect(typed.app.main.visible == pasted.app.main.visible)
    #expect(typed.app.main.selection == pasted.app.main.selection || text.count > 1)
  }

  @Test func `case does not matter, in ASCII and beyond`() {
    for (name, word) in [("ALICE", "lic"), ("Zoë", "ë"), ("ÄRGER", "ärg"), ("straße", "SS")] {
      var sample = SampleApp(local: [SampleTokens { $0.username = name }])
      sample.press(.character("/"), .paste(word))
      #expect(sample.app.main.visible.isEmpty == (word == "SS"), "\(name) \(word)")
    }
  }
}
