import AuthCore

/// Keeps the pool's state and lets one request at a time at it.
actor PoolHost {
  private var state: PoolState
  private let clock: @Sendable () -> NumericDate
  private let deliver: @Sendable (PoolMessage) -> Void

  init(
    state: PoolState,
    clock: @escaping @Sendable () -> NumericDate,
    deliver: @escaping @Sendable (PoolMessage) -> Void
  ) {
    self.state = state
    self.clock = clock
    self.deliver = deliver
  }

  func setEndpoint(_ endpoint: String) {
    state.endpoint = endpoint
  }

  func setEnabled(_ isEnabled: Bool, username: String) -> Bool {
    state.setEnabled(isEnabled, username: username)
  }

  func ledger() -> PoolLedger { state.ledger }

  func standing(ofRefreshToken token: String) -> PoolLedger.Standing {
    state.standing(ofRefreshToken: token, at: clock())
  }

  /// The answer to a request; a body of nil was over the limit.
  func answer(_ request: PoolRequest?) -> PoolAnswer {
    guard let request else { return state.tooLarge(at: clock()) }
    let answer = state.answer(request, at: clock())
    for message in state.takeMessages() { deliver(message) }
    return answer
  }
}
