import AuthCore
import Glibc

/// What a program does until it is killed; it says each thing that it would show to a person.
struct KilledAct {
  let scene: PoolScene
  let username: String

  /// A line for each thing that is claimed, and a last one; a careless program claims before it asks.
  func signOut(_ scope: SignOutScope, isCareless: Bool = false) async throws {
    let manager = scene.manager()
    Self.say("ready")
    if isCareless { Self.say("confirmed RevokeToken") }
    let report = try await manager.signOut(scene.id(.local, username), scope: scope)
    for step in report.steps where step.isConfirmed {
      Self.say("confirmed \(step.title.prefix { $0 != ":" })")
    }
    let isOpen = report.isUnknown || report.isStillAlive || !report.isRemoved
    Self.say(isOpen ? "end open" : "end done")
    await manager.flushJournal()
  }

  /// Finishes what was cut short, and renews without end.
  func refresh() async throws {
    let manager = scene.manager()
    _ = await manager.finishRefreshes(retrying: true)
    Self.say("ready")
    while true {
      _ = try await manager.refresh(scene.id(.local, username))
      Self.say("renewed")
    }
  }

  /// Finishes what was cut short, and then renews once for each line that it is given.
  func refreshByStep() async throws {
    let manager = scene.manager()
    _ = await manager.finishRefreshes(retrying: true)
    Self.say("ready")
    while readLine() != nil {
      do throws(SessionError) {
        _ = try await manager.refresh(scene.id(.local, username))
        Self.say("renewed")
      } catch {
        // A pool that wants to be left alone is, and nothing was sent.
        if case .poolRests(let milliseconds) = error {
          Self.say("rests \(milliseconds)")
        } else {
          Self.say("failed")
        }
      }
    }
  }

  /// One write of a whole line, so that a kill leaves no half of it.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}
