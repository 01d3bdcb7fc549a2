import AuthCore

/// A sign-out as `sign-out --json` prints it, before and after; it never holds a token.
enum SignOutRecord {
  static func record(_ plan: SignOutPlan) -> JSONRecord {
    var record = JSONRecord()
    record.set("id", plan.id.description)
    record.set("scope", plan.scope.rawValue)
    record.set("obstacle", plan.obstacle?.description)
    record.set("calls", plan.calls)
    record.set(
      "removals",
      plan.removals.map { removal in
        var one = JSONRecord()
        one.set("id", removal.id.description)
        one.set("keys", Int64(removal.keyCount))
        return one
      }
    )
    record.set("client_keys", Int64(plan.clientKeyCount))
    record.set("unread", unread(plan))
    record.set("other_sessions", plan.otherSessions.map(\.description))
    record.set("kept_device_keys", Int64(plan.keptDeviceKeys))
    record.set("still_usable", plan.stillUsable.map(usable))
    record.set("proofs", plan.proofs)
    record.set("earlier", plan.earlier?.code)
    record.set("logout_url", plan.logoutURL)
    return record
  }

  static func record(_ report: SignOutReport) -> JSONRecord {
    var record = JSONRecord()
    record.set("id", report.plan.id.description)
    record.set("scope", report.plan.scope.rawValue)
    record.set("steps", report.steps.map(step))
    record.set("proofs", report.proofs.map(proof))
    record.set("alive", report.isStillAlive)
    record.set("unknown", report.isUnknown)
    record.set("removed", report.removed.map(\.description))
    record.set("not_removed", report.unremoved.map(\.description))
    record.set("unread", unread(report.plan))
    record.set("still_usable", report.plan.stillUsable.map(usable))
    record.set("logout_url", report.plan.logoutURL)
    return record
  }

  /// Backends that could not be read, and why.
  private static func unread(_ plan: SignOutPlan) -> [JSONRecord] {
    plan.unread.map { one in
      var record = JSONRecord()
      record.set("backend", one.backend.rawValue)
      record.set("reason", one.reason)
      return record
    }
  }

  /// A session that went with another one of the same user.
  static func record(_ id: SessionID, removedWith report: SignOutReport) -> JSONRecord {
    var record = JSONRecord()
    record.set("id", id.description)
    record.set("scope", report.plan.scope.rawValue)
    record.set("removed", [id.description])
    record.set("removed_with", report.plan.id.description)
    return record
  }

  private static func step(_ step: SignOutStep) -> JSONRecord {
    let (status, reason): (String, String?) =
      switch step.outcome {
      case .confirmed: ("confirmed", nil)
      case .refused(let reason): ("refused", reason)
      case .unreachable(let reason): ("not_sent", reason)
      case .unknown(let reason): ("unknown", reason)
      case .skipped(let reason): ("skipped", reason)
      }
    var record = JSONRecord()
    record.set("step", step.title)
    record.set("status", status)
    record.set("reason", reason)
    return record
  }

  private static func proof(_ proof: SignOutProof) -> JSONRecord {
    let (status, reason): (String, String) =
      switch proof.answer {
      case .refused(let reason): ("refused", reason)
      case .accepted(let reason): ("accepted", reason)
      case .outlives(let reason): ("outlives", reason)
      case .unknown(let reason): ("unknown", reason)
      case .skipped(let reason): ("skipped", reason)
      }
    var record = JSONRecord()
    record.set("attempt", proof.attempt.rawValue)
    record.set("status", status)
    record.set("reason", reason)
    return record
  }

  private static func usable(_ token: SignOutPlan.Usable) -> JSONRecord {
    var record = JSONRecord()
    record.set("token", token.kind.rawValue)
    record.set("until", token.until.seconds)
    return record
  }
}
