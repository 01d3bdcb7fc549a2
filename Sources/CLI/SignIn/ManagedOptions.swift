import ArgumentParser
import AuthCore

/// Signing in in the browser, at the pool's managed login.
struct ManagedOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Sign in in the browser, at the pool's managed login.",
      discussion: """
        An authorization code comes back to a loopback callback URL and is redeemed with PKCE. A \
        user, when one is named, is the page's first suggestion.
        """
    )
  )
  var managed = false

  @Flag(help: "With --managed: print the address and open nothing.")
  var noBrowser = false

  @Option(help: ArgumentHelp("With --managed: wait for the browser so long.", valueName: "time"))
  var timeout = Lifetime(seconds: 300)

  /// Signs in, prints the address on the way, and says who it was.
  func signIn(
    _ user: String?,
    at pool: PoolConfiguration,
    into backend: BackendID,
    _ manager: SessionManager
  ) async throws {
    var login = ManagedLogin(manager: manager)
    login.seconds = Int(max(1, min(timeout.seconds, 86_400)))
    let opens = !noBrowser
    let session = try await login.run(pool, into: backend, loginHint: user) { event in
      switch event {
      case .open(let url):
        // On standard output alone, so that a script can take it.
        print(SingleLine.text(url))
        StandardOutput.flush()
        let isOpened = opens && Browser.open(url)
        StandardError.write(
          isOpened
            ? "waiting for the browser; if none opened, open the address above"
            : "open the address above in a browser; waiting for it to come back"
        )
      case .strayAnswer:
        StandardError.write("an answer with a wrong state came and was refused; still waiting")
      }
    }
    print(SingleLine.text("signed in \(session.id)"))
  }
}
