package import AuthCore

extension BulkResult {
  /// What a sign-out's report means for its session.
  ///
  /// What still works comes first, then what is still stored, and only then a step that failed: after
  /// a confirmed global sign-out a refused RevokeToken stops nothing.
  package init(_ report: SignOutReport) {
    let id = report.plan.id
    if report.isStillAlive {
      self.init(
        id,
        .failed("NOT signed out: the pool confirmed and an old token still works; it was kept"),
        place: id
      )
    } else if report.isRemoved, let unread = report.plan.unread.first {
      let reason = "signed out, but \(unread.backend) could not be looked at for copies"
      self.init(id, .failed(reason), place: nil, isRemoved: true)
    } else if report.isRemoved, report.proofs.isEmpty, report.steps.first?.isConfirmed != true {
      let words = "removed here; the pool ended nothing that is known"
      self.init(id, .done(words), place: nil, isRemoved: true)
    } else if report.isRemoved {
      self.init(
        id,
        .done("signed out, \(report.removed.count) removed"),
        place: nil,
        isRemoved: true
      )
    } else if !report.unremoved.isEmpty {
      let left = report.unremoved.map(\.description).joined(separator: ", ")
      let place = report.removed.contains(id) ? nil : id
      self.init(id, .failed("signed out, but not removed from its storage: \(left)"), place: place)
    } else {
      self.init(id, Self.reason(report.steps), place: id)
    }
  }

  /// Why nothing was removed.
  private static func reason(_ steps: [SignOutStep]) -> Outcome {
    for step in steps {
      switch step.outcome {
      case .confirmed, .skipped: continue
      case .refused(let reason): return .refused(reason)
      case .unreachable(let reason), .unknown(let reason):
        return .failed("\(step.title): \(reason)")
      }
    }
    return .failed("nothing was removed")
  }
}
