extension UserPoolError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next.
  public var description: String {
    switch self {
    case .refused(let name, let message, _, let wish):
      "the pool refused: \(message.isEmpty ? name : "\(message) (\(name))"); nothing stored here was "
        + "changed"
        + (wish.map { "; it asks to be left alone for \(max(1, $0 / 1000)) s" } ?? "")
    case .unreachable(let reason):
      "the pool was not reached: \(reason); nothing was sent, nothing was changed; try again"
    case .unanswered(let reason):
      """
      the pool gave no answer: \(reason); it may have carried the request out, nothing stored here \
      was changed; try again, or ask the pool first
      """
    case .unreadable(let status, let reason):
      """
      the endpoint answered with \(reason) (HTTP \(status)); nothing stored here was changed; \
      check that it is a Cognito user pool
      """
    }
  }
}
