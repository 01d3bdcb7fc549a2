import TestSupport

@testable import AuthCore

/// Cases of what began and did not end.
extension CheckCase {
  static let cutShort: [CheckCase] = [
    CheckCase("move-unfinished") {
      $0.addTwin(newerBy: 0)
      $0.move = .memory
    } silent: {
      // The original is gone: the move came to its end but for its label.
      $0.addTwin(newerBy: 0)
      $0.local = [:]
      $0.move = .memory
    },
    CheckCase("refresh-cut-short") {
      $0.refreshEnd = .unknown
    } silent: {
      $0.refreshEnd = .refused
    },
    CheckCase("refresh-token-used-up") {
      $0.refreshEnd = .refused
    } silent: {
      $0.refreshEnd = .unknown
    },
    CheckCase("sign-out-unknown") {
      $0.signOutStage = .unanswered
    } silent: {
      $0.signOutStage = .confirmed
    },
    CheckCase("sign-out-unfinished") {
      $0.signOutStage = .confirmed
    } silent: {
      $0.signOutStage = .sent
    },
  ]
}
