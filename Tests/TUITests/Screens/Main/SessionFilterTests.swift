import AuthCore
import TestSupport
import Testing

@testable import TUI

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
      ("exp<", []), ("exp<x", []), ("nothing:here", []), (":", ["alice", "bob", "carol"]),
      ("lcl", ["alice", "bob", "carol"]), ("mmry", []), ("sub-carol", ["carol"]), ("sbcrl", []),
      ("127.0.0.1", ["alice", "bob", "carol"]), ("use1demo", []), ("clnt1", []),
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

  @Test(
    arguments: [
      ("typed@exa", true), ("TYPED@", true), ("tpd@", false), ("9a3f-77", true), ("9A3F-77", true),
      ("9a3f77", false), ("f-7", true), ("-", true), ("zz", false), ("adm", true), ("dmns", true),
    ] as [(String, Bool)]
  )
  func `opaque names are found by a part, groups by their letters`(word: String, isFound: Bool)
    throws
  {
    var session = Session(id: SessionID(backend: .local, clientID: "client1", username: "öl"))
    session.groups = ["ADMINS"]
    session.loginID = "Typed@example.com"
    session.access = TokenSummary(byteCount: 900)
    session.access?.sub = "54288468-9a3f-7706"
    #expect(SessionFilter(word).matches(session, at: ManagerBench.now) == isFound)
    // The same through the index of a ledger.
    var sample = SampleApp(local: [])
    let change = SessionChange(backend: .local, isActive: true, updated: [session])
    _ = sample.app.update(.changed(change))
    var run = FilterRun(SessionFilter(word), at: ManagerBench.now, columns: [.user])
    run.index.fit(sample.app.context)
    for _ in 0..<2 { #expect(run.passes(session, at: 0) == isFound) }
  }

  @Test func `what is known of a name never hides a part of it`() {
    var random = SeededGenerator(seed: 7)
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-@._+é漢 ")
    for _ in 0..<2000 {
      let name = String((0..<30).map { _ in letters.randomElement(using: &random) ?? "a" })
      let start = Int.random(in: 0..<25, using: &random)
      let part = name.dropFirst(start).prefix(Int.random(in: 1...5, using: &random))
      let word = SearchFacts(word: part.lowercased())
      #expect(word.isWithin(SearchFacts(text: name)), "\(name) \(part)")
    }
  }

  @Test func `a client and a pool are found by letters where the list shows them`() throws {
    let session = try #require(sessions.first)
    for (word, columns) in [("clnt1", [ListColumn.client]), ("use1demo", [.pool])] {
      #expect(SessionFilter(word).matches(session, at: ManagerBench.now, columns: columns))
      #expect(!SessionFilter(word).matches(session, at: ManagerBench.now, columns: [.user]))
    }
  }

  @Test func `what was found is marked in every cell that shows it`() {
    var sample = SampleApp(local: SampleApp.three, memory: [SampleTokens()], columns: 160, rows: 30)
    var settings = sample.app.context.settings
    settings.columns = [.user, .backend, .client, .pool, .groups]
    sample.app.context.set(settings)
    for (filter, marked) in [
      ("lcl", ["l", "c", "l"]), ("client1", ["client1"]), ("backend:loc", ["loc"]),
      ("client:ent", ["ent"]), ("iss:demo", ["Demo"]), ("user:li", ["li"]), ("alice", ["alice"]),
    ] as [(String, [String])] {
      var sample = sample
      sample.press(.character("/"), .paste(filter), .enter)
      let frame = sample.app.view(charset: .unicode)
      let seen = styles(of: frame, row: 4).filter { $0.style.role == .match }.map(\.text)
      #expect(seen == marked, "\(filter): \(seen)")
    }
  }

  @Test(arguments: [("expi", "expi"), ("state:exp", "exp"), ("broken", "broken"), ("xpired", "")])
  func `a state that was found is marked where it stands`(filter: String, marked: String) throws {
    var broken = try #require(sessions.last)
    if filter == "broken" { broken.problems = [Problem(code: "c", message: "m", breaks: true)] }
    var sample = SampleApp(local: [], columns: 80, rows: 24)
    _ = sample.app.update(
      .changed(SessionChange(backend: .local, isActive: true, updated: [broken]))
    )
    sample.press(.character("/"), .paste(filter), .enter)
    let frame = sample.app.view(charset: .unicode)
    let seen = styles(of: frame, row: 4).filter { $0.style.role == .match }.map(\.text)
    #expect(Set(seen) == (marked.isEmpty ? [] : [marked]))
  }

  @Test func `a word is marked in each group and not across two`() throws {
    var session = try #require(sessions.first)
    session.groups = ["ADMINS", "EDITORS"]
    var sample = SampleApp(local: [], columns: 120, rows: 30)
    var settings = sample.app.context.settings
    settings.columns = [.user, .groups]
    sample.app.context.set(settings)
    let change = SessionChange(backend: .local, isActive: true, updated: [session])
    _ = sample.app.update(.changed(change))
    sample.press(.character("/"), .paste("ed"), .enter)
    let frame = sample.app.view(charset: .unicode)
    let seen = styles(of: frame, row: 4).filter { $0.style.role == .match }.map(\.text)
    #expect(seen == ["ED"])
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
