import AuthCore
import Synchronization
import TUI

extension EffectRunner {
  /// Checks signatures, and then the session again with what came of it.
  func verify(_ id: SessionID) async throws(SessionError) -> SessionVerdicts {
    let verdicts = try await manager.verify(id)
    learned.withLock { $0[id] = LearnedFacts(verdicts: verdicts) }
    await check(.session(id))
    return verdicts
  }

  /// Runs the checks; what went away meanwhile is told by the list.
  func check(_ scope: CheckScope) async {
    let origin = try? PageOptions.webOrigin(of: nil)
    let facts = learned.withLock { $0 }
    guard
      let findings = try? await manager.findings(scope, origin: origin, learned: facts),
      !Task.isCancelled
    else { return }
    send(.checked(scope, findings))
  }

  /// A session in some dialect, or the sentence that says why not.
  func exported(_ id: SessionID, _ request: ExportRequest) async -> Result<
    ExportText, ExportFailure
  > {
    do throws(SessionError) {
      switch try await manager.export(id, request) {
      case .success(let text): return .success(text)
      case .failure(let error): return .failure(ExportFailure(reason: "\(error)"))
      }
    } catch {
      return .failure(ExportFailure(reason: "\(error)"))
    }
  }
}

/// Why nothing was written.
struct ExportFailure: Error {
  let reason: String
}
