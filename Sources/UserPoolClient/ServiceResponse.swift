import AuthCore

/// What an answer said, with the headers that matter.
struct ServiceResponse: Equatable, Sendable {
  var status: Int
  /// x-amzn-errortype.
  var errorType: String?
  /// x-amzn-errormessage.
  var errorMessage: String?
  /// WWW-Authenticate (RFC 9110 section 11.6.1), each as received.
  var challenges: [String] = []
  /// Date (RFC 9110 section 6.6.1).
  var date: NumericDate?
  /// Retry-After (RFC 9110 section 10.2.3): seconds or a date, as received.
  var retryAfter: String?
  var body: [UInt8] = []

  /// How long the server wants to be left alone; nil when it did not say so understandably.
  var wantedDelay: Duration? {
    guard let retryAfter else { return nil }
    if let seconds = UInt32(retryAfter) { return .seconds(Int64(seconds)) }
    guard let moment = HTTPDate.parse(retryAfter), let date else { return nil }
    return .milliseconds(max(0, moment.milliseconds(since: date)))
  }
}
