import AuthCore
import UserPoolClient

/// A sign-in in the user's browser from beginning to end: listen, open, wait, redeem.
struct ManagedLogin: Sendable {
  /// What happens on the way.
  enum Event: Equatable, Sendable {
    /// This address is to be opened in a browser.
    case open(String)
    /// Something came to the callback URL that is not the answer; it goes on waiting.
    case strayAnswer
  }

  let manager: SessionManager
  /// How long a person may take.
  var seconds = 300

  /// Signs in at a pool's managed login and stores the session.
  func run(
    _ pool: PoolConfiguration,
    into backend: BackendID,
    loginHint: String? = nil,
    _ tell: @escaping @Sendable (Event) -> Void
  ) async throws(SessionError) -> Session {
    let settings = try manager.managedLogin(of: pool)
    let listener: RedirectListener
    do throws(ManagedSignInError) {
      listener = try await RedirectListener.start(.chosen(for: pool, settings))
    } catch {
      throw .managed(error)
    }
    var generator = SystemRandomNumberGenerator()
    let signIn = ManagedSignIn(
      pool: pool,
      settings: settings,
      redirect: listener.redirect,
      backend: backend,
      loginHint: loginHint,
      using: &generator
    )
    let conversation = BrowserConversation(signIn, manager, tell)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await listener.serve { await conversation.answer(method: $0, target: $1) }
      }
      group.addTask { await conversation.open(seconds: seconds) }
      await group.next()
      group.cancelAll()
    }
    if let result = await conversation.result { return try result.get() }
    throw .managed(Task.isCancelled ? .cancelled : .timedOut(seconds: seconds))
  }
}

/// One sign-in's talk with the browser.
actor BrowserConversation {
  private var signIn: ManagedSignIn
  private let manager: SessionManager
  private let tell: @Sendable (ManagedLogin.Event) -> Void
  /// How it ended, nil while it goes on.
  private(set) var result: Result<Session, SessionError>?

  init(
    _ signIn: ManagedSignIn,
    _ manager: SessionManager,
    _ tell: @escaping @Sendable (ManagedLogin.Event) -> Void
  ) {
    self.signIn = signIn
    self.manager = manager
    self.tell = tell
  }

  /// Tells the address to open, and returns when there is none or nobody came back in time.
  func open(seconds: Int) async {
    do throws(SessionError) {
      tell(.open(try await manager.authorizeURL(signIn)))
    } catch {
      result = .failure(error)
      return
    }
    try? await Task.sleep(for: .seconds(seconds))
  }

  func answer(method: String, target: String) async -> RedirectListener.Reply {
    switch signIn.handle(method: method, target: target) {
    case .wait(let page):
      if page == .wrongState { tell(.strayAnswer) }
      return RedirectListener.Reply(page)
    case .fail(let error):
      result = .failure(.managed(error))
      return RedirectListener.Reply(.failed, isLast: true)
    case .redeem(let request):
      do throws(SessionError) {
        result = .success(try await manager.redeem(request, of: signIn))
        return RedirectListener.Reply(.signedIn, isLast: true)
      } catch {
        result = .failure(error)
        return RedirectListener.Reply(.failed, isLast: true)
      }
    }
  }
}
