import AuthCore
import TUI
import TestSupport
import Testing

struct SignInScreenTests {
  private static let session = SessionID(backend: .local, clientID: "client1", username: "alice")

  /// An app with the box open on its first page.
  private func opened(columns: Int = 120, rows: Int = 40) -> App {
    var app = App(
      backends: [.local],
      poolTitle: "us-east-1_Demo",
      pools: ["web", "mobile"],
      now: ManagerBench.now
    )
    _ = app.update(.tick(ManagerBench.now))
    _ = app.update(.resized(columns: columns, rows: rows))
    _ = app.update(.key(.character("i")))
    return app
  }

  /// An app whose sign-in was asked something.
  private func asked(
    _ challenge: SignInChallenge,
    columns: Int = 120,
    rows: Int = 40
  ) -> App {
    var app = opened(columns: columns, rows: rows)
    _ = type("alice", in: &app)
    finish(.asked(challenge), of: type("secret", in: &app), in: &app)
    return app
  }

  private func type(_ text: String, in app: inout App) -> [Effect] {
    app.update(.key(.paste(text))) + app.update(.key(.enter))
  }

  @discardableResult
  private func finish(
    _ finished: Event.Finished,
    of effects: [Effect],
    in app: inout App
  ) -> [Effect] {
    effects.flatMap { app.update(.finished(finished, of: $0)) }
  }

  private func page(_ app: App) -> SignInScreen.Page? {
    guard case .signIn(let screen)? = app.boxes.last else { return nil }
    return screen.page
  }

  private func text(_ app: App) -> String { picture(of: app.view(charset: .unicode)) }

  private func refused(_ name: String, _ message: String) -> SessionError {
    .pool(.refused(name: name, message: message, status: 400))
  }

  @Test func `user and password go to the chosen pool by the chosen way`() {
    var app = opened()
    _ = app.update(.key(.ctrl("p")))
    _ = app.update(.key(.ctrl("f")))
    #expect(type("alice", in: &app).isEmpty)
    #expect(
      type("secret", in: &app)
        == [.signIn(pool: 1, username: "alice", Password("secret"), .password)]
    )
    #expect(text(app).contains("asking the pool…") && !text(app).contains("secret"))
  }

  @Test(arguments: [(2, SignInFlow.Method.userAuth), (3, .custom)])
  func `a way that needs no password asks for none`(presses: Int, method: SignInFlow.Method) {
    var app = opened()
    for _ in 0..<presses { _ = app.update(.key(.ctrl("f"))) }
    #expect(!text(app).contains("password   "))
    #expect(
      type("alice", in: &app) == [.signIn(pool: 0, username: "alice", nil, method)]
    )
  }

  @Test func `a code is asked for with its destination and the time that is left`() {
    let delivery = CodeDelivery(medium: "EMAIL", destination: "a***@e***")
    var app = asked(.code(.emailOTP, delivery))
    #expect(text(app).contains("code sent by email to a***@e***"))
    #expect(text(app).contains("the pool waits for 3m00s more"))
    #expect(app.nextTick.milliseconds(since: ManagerBench.now) <= 1000)
    let later = ManagerBench.now.advanced(byMilliseconds: 181_000)
    _ = app.update(.tick(later))
    #expect(text(app).contains("this step has probably timed out"))
    #expect(type("12 34 56", in: &app) == [.answer(.code(Password("123456")))])
  }

  @Test func `a wrong code stays on the page with the pool's words, an ended session does not`() {
    var app = asked(.code(.smsMFA, CodeDelivery(medium: "SMS", destination: "+*1234")))
    finish(
      .failed(refused("CodeMismatchException", "Invalid code")),
      of: type("000000", in: &app),
      in: &app
    )
    #expect(page(app) == .asked(.code(.smsMFA, CodeDelivery(medium: "SMS", destination: "+*1234"))))
    #expect(text(app).contains("Invalid code (CodeMismatchException)"))
    #expect(!text(app).contains("000000"))
    finish(
      .failed(refused("NotAuthorizedException", "Invalid session for the user.")),
      of: type("111111", in: &app),
      in: &app
    )
    #expect(page(app) == .credentials)
    #expect(text(app).contains("Invalid session for the user.") && text(app).contains("alice"))
  }

  @Test func `a weak new password stays to be mended, beside the attributes`() {
    var app = asked(
      .newPassword(requiredAttributes: ["name", "email"], attributes: ["email": "a@b"])
    )
    _ = type("weak", in: &app)
    let effects = type("Alice", in: &app)
    #expect(effects == [.answer(.newPassword(Password("weak"), attributes: ["name": "Alice"]))])
    let error = refused("InvalidPasswordException", "Password not long enough")
    finish(.failed(error), of: effects, in: &app)
    #expect(text(app).contains("Password not long enough") && text(app).contains("••••"))
    _ = app.update(.key(.character("1")))
    #expect(
      app.update(.key(.enter))
        == [.answer(.newPassword(Password("weak1"), attributes: ["name": "Alice"]))]
    )
  }

  @Test func `a factor is chosen by arrows or by its number`() {
    var app = asked(.choice(.firstFactor, [.passwordSRP, .emailOTP]))
    #expect(text(app).contains("▸ 1  the password, proved by SRP and not sent"))
    _ = app.update(.key(.down))
    #expect(app.update(.key(.enter)) == [.answer(.factor(.emailOTP))])
    app = asked(.choice(.secondFactor, [.softwareToken, .smsMFA]))
    #expect(app.update(.key(.character("2"))) == [.answer(.factor(.smsMFA))])
    #expect(app.update(.key(.character("1"))).isEmpty)
  }

  @Test func `a custom challenge shows its parameters and says when it asks again`() {
    var app = asked(.custom(["question": "One and one?"]))
    #expect(text(app).contains("question       One and one?"))
    let effects = type("three ", in: &app)
    #expect(effects == [.answer(.code(Password("three ")))])
    finish(.asked(.custom(["question": "Two and two?"])), of: effects, in: &app)
    #expect(text(app).contains("that was not the answer") && text(app).contains("Two and two?"))
  }

  @Test func `a long question folds where it does not fit`() {
    let question = "What has keys but opens no lock?"
    let narrow = text(asked(.custom(["question": question]), columns: 40, rows: 12))
    #expect(narrow.contains("What has keys but") && narrow.contains("lock?"))
  }

  @Test func `an authenticator's secret is a pattern where it fits and text everywhere`() {
    let setup = SoftwareTokenSetup(
      secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
      username: "alice",
      issuer: "us-east-1_Demo"
    )
    for (columns, rows, isDrawn) in [
      (120, 40, true), (110, 30, true), (80, 50, true), (80, 24, false), (40, 12, false),
    ] {
      let app = asked(.softwareTokenSetup(setup), columns: columns, rows: rows)
      #expect(text(app).contains("▄▄▄▄▄▄") == isDrawn, "\(columns)x\(rows)")
      #expect(text(app).contains("JBSW Y3DP EHPK 3PXP"), "\(columns)x\(rows)")
      #expect(text(app).contains("code  "), "\(columns)x\(rows)")
    }
  }

  @Test func `Esc goes back to the user's name, and from there out`() {
    var app = asked(.password)
    #expect(app.update(.key(.escape)) == [.cancelSignIn])
    #expect(page(app) == .credentials && text(app).contains("alice"))
    // What the abandoned sign-in still comes to is nobody's.
    finish(.asked(.emailSetup), of: [Self.signIn("alice")], in: &app)
    #expect(page(app) == .credentials)
    #expect(app.update(.key(.escape)).isEmpty)
    #expect(app.boxes.isEmpty)
  }

  @Test func `Esc while the pool is asked keeps the name too`() {
    var app = opened()
    _ = type("alice", in: &app)
    _ = type("secret", in: &app)
    #expect(app.update(.key(.escape)) == [.cancelSignIn])
    #expect(app.work == nil && text(app).contains("alice") && app.boxes.count == 1)
  }

  private static func signIn(_ name: String) -> Effect {
    .signIn(pool: 0, username: name, Password("secret"), .srp)
  }

  @Test func `a sign-in that was given up tells its end and leaves the next one alone`() {
    for ending in [
      Event.Finished.signedIn(Session(id: Self.session)),
      .offersToRemember(Session(id: Self.session)), .asked(.emailSetup),
      .failed(refused("NotAuthorizedException", "Incorrect username or password.")),
    ] {
      var app = opened()
      _ = type("alice", in: &app)
      let effects = type("secret", in: &app)
      _ = app.update(.key(.escape))
      _ = app.update(.key(.ctrl("u")))
      _ = app.update(.key(.backTab))
      _ = app.update(.key(.ctrl("u")))
      #expect(type("bob", in: &app).isEmpty)
      _ = app.update(.key(.paste("sec")))
      finish(ending, of: effects, in: &app)
      #expect(app.boxes.count == 1 && page(app) == .credentials)
      #expect(type("ret", in: &app) == [Self.signIn("bob")])
      finish(ending, of: effects, in: &app)
      #expect(text(app).contains("asking the pool…"), "bob's is still under way")
      if case .signedIn = ending {
        #expect(app.status?.text.plain == "signed alice in, stored in local")
      }
    }
  }

  @Test func `a new device may be remembered, and need not be`() throws {
    for remembers in [false, true] {
      var app = asked(.password)
      let reply = type("secret", in: &app)
      let effects = finish(.offersToRemember(Session(id: Self.session)), of: reply, in: &app)
      #expect(effects.contains(.load(.local)))
      #expect(page(app) == .remember(Self.session))
      #expect(text(app).contains("▸ 1  do not remember this device"))
      if remembers { _ = app.update(.key(.down)) }
      let asked = app.update(.key(.enter))
      #expect(asked == (remembers ? [.rememberDevice(Self.session)] : []))
      if remembers {
        finish(.remembered(Self.session), of: asked, in: &app)
        #expect(text(app).contains("the pool remembers this device for alice"))
      }
      #expect(app.boxes.isEmpty)
    }
  }

  @Test func `a demonstration's mail shows where a code is asked for`() {
    var app = asked(.code(.softwareToken, CodeDelivery(medium: nil, destination: nil)))
    _ = app.update(.mail("demo authenticator of alice shows 123456"))
    #expect(text(app).contains("demo authenticator of alice shows 123456"))
    _ = app.update(.key(.escape))
    #expect(!text(app).contains("123456"))
  }

  @Test(arguments: [(1, 1), (10, 4), (40, 12), (20, 30)])
  func `no page fails in a small window, and the entry is seen where there is any room`(
    columns: Int,
    rows: Int
  ) {
    let challenges: [SignInChallenge] = [
      .password, .emailSetup, .custom(["a": "b"]),
      .choice(.firstFactor, SignInFactor.first),
      .code(.emailOTP, CodeDelivery(medium: "EMAIL", destination: "a***@e***")),
      .newPassword(requiredAttributes: ["name"], attributes: [:]),
    ]
    for challenge in challenges {
      let app = asked(challenge, columns: columns, rows: rows)
      let text = text(app)
      guard columns >= 40, case .code = challenge else { continue }
      #expect(text.contains("code  ") && text.contains("3m00s left"))
    }
  }
}
