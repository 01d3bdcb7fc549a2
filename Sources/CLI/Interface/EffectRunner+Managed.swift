import AuthCore
import Synchronization
import TUI

extension EffectRunner {
  /// What is about a sign-in in the browser.
  func performInBrowser(_ effect: Effect) {
    switch effect {
    case .signInManaged(let pool): signInManaged(pool)
    case .openBrowser(let url): Browser.open(url)
    case .cancelManaged: browserSignIn.withLock { $0?.cancel() }
    default: break
    }
  }

  /// Signs in in the browser; another one that waited is given up.
  private func signInManaged(_ pool: Int) {
    let configurations = manager.pools.configurations
    guard configurations.indices.contains(pool) else { return }
    let task = Task { [manager, send] in
      let login = ManagedLogin(manager: manager)
      do throws(SessionError) {
        let backend = await manager.activeBackend()
        let session = try await login.run(configurations[pool], into: backend) { event in
          switch event {
          case .open(let url):
            let asked = Browser.open(url)
            let until = Wiring.clock().advanced(byMilliseconds: Int64(login.seconds) * 1000)
            send(.managed(.opened(url: url, asked: asked, until: until)))
          case .strayAnswer: send(.managed(.strayAnswer))
          }
        }
        send(.finished(.signedIn(session), of: .signInManaged(pool: pool)))
      } catch {
        send(.finished(.failed(error), of: .signInManaged(pool: pool)))
      }
    }
    browserSignIn.withLock { old in
      old?.cancel()
      old = task
    }
  }
}
