package import AuthCore

/// The box that waits while a person signs in in the browser.
package struct ManagedScreen: Equatable, Sendable {
  /// How far it has come.
  package enum Phase: Equatable, Sendable {
    /// Which pool is still to be said.
    case choosing
    /// The address is not known yet.
    case starting
    case waiting(url: String, until: NumericDate)
    case failed(SessionError)
  }

  /// What is told of a sign-in in the browser before it ends.
  package enum News: Equatable, Sendable {
    /// The address, whether a browser was asked to open it, and when the waiting ends.
    case opened(url: String, asked: Bool, until: NumericDate)
    /// Something came back that was not the answer.
    case strayAnswer
  }

  package internal(set) var phase: Phase
  /// Which of the configured pools.
  package internal(set) var pool: Int
  /// Whether a browser was asked to open the address.
  package internal(set) var isOpened = false
  /// Answers with a wrong state that were refused meanwhile.
  package internal(set) var strayAnswers = 0

  /// With several pools it asks first which one.
  package init(pool: Int, of count: Int) {
    self.pool = pool
    phase = count > 1 ? .choosing : .starting
  }
}
