import AuthCore

/// An answer that is not a success, and whether another attempt may be made.
struct ServiceFailure: Equatable {
  let error: UserPoolError
  let retry: Retry

  enum Retry: Equatable {
    case never
    /// The service did not do what it was asked, and may later.
    case always
    /// It is not known whether the service did it.
    case ifRepeatable
  }

  init(_ error: UserPoolError, retry: Retry) {
    self.error = error
    self.retry = retry
  }

  /// Reads an answer of a status other than 2xx as Amplify does: the name from x-amzn-errortype,
  /// else from the body's `code`, else from its `__type`.
  init(_ response: ServiceResponse) {
    let body = Self.object(response.body)
    let name = response.errorType ?? body?["code"]?.text ?? body?["__type"]?.text
    let wish = response.wantedDelay.map { $0 / .milliseconds(1) }.map { Int64($0) }
    guard let name = name.map(Self.shortName), !name.isEmpty else {
      if response.status == 429 || (response.status == 503 && wish != nil) {
        // Whoever stands before the pool and writes no name: the status alone says it (RFC 6585).
        let name = "HTTP \(response.status)"
        self.init(
          .refused(name: name, message: "", status: response.status, retryAfter: wish),
          retry: .always
        )
        return
      }
      self.init(
        .unreadable(status: response.status, reason: Self.kind(response.body)),
        retry: Self.unnamed(status: response.status)
      )
      return
    }
    let message = body?["message"]?.text ?? body?["Message"]?.text ?? response.errorMessage ?? ""
    self.init(
      .refused(
        name: name,
        message: Self.withoutTokens(message),
        status: response.status,
        retryAfter: wish
      ),
      retry: Self.isTransient(name, status: response.status) ? .always : .never
    )
  }

  /// What is to be said of it when an earlier attempt may have been carried out.
  func afterDoubt(usesUp: Bool) -> UserPoolError {
    let isDefinite = retry == .never && !usesUp
    switch error {
    case _ where error.mayBeCarriedOut: return error
    case .refused where isDefinite: return error
    case .refused(let name, let message, _, _):
      return Self.unsure("was refused: \(message) (\(name))")
    case .unreachable(let reason): return Self.unsure("did not reach it: \(reason)")
    case .unreadable(let status, let reason):
      return Self.unsure("brought \(reason) (HTTP \(status))")
    case .unanswered: return error
    }
  }

  private static func unsure(_ last: String) -> UserPoolError {
    .unanswered(reason: "an earlier attempt had no sure end, and the last one \(last)")
  }

  /// Cut at the first comma or colon, then what follows the number sign.
  static func shortName(_ text: String) -> String {
    let cut = text.prefix { $0 != "," && $0 != ":" }
    return String(cut.split(separator: "#", omittingEmptySubsequences: false).last ?? cut)
  }

  /// A message with each token in it replaced: stand-ins for the service quote what they were sent.
  static func withoutTokens(_ message: String) -> String {
    message.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0.utf8.count > 40 && $0.contains("eyJ") ? "[token]" : String($0) }
      .joined(separator: " ")
  }

  private static func object(_ body: [UInt8]) -> JSONObject? {
    guard case .object(let object)? = try? JSONParser.parse(body).value else { return nil }
    return object
  }

  /// A body in a word, never its text.
  private static func kind(_ body: [UInt8]) -> String {
    guard let first = body.first(where: { $0 > 0x20 }) else { return "an empty answer" }
    return switch first {
    case UInt8(ascii: "<"): "an HTML page instead of JSON"
    case UInt8(ascii: "{"): "JSON that is cut short or names no error"
    default: "no JSON"
    }
  }

  private static func unnamed(status: Int) -> Retry {
    switch status {
    case 503: .always
    case 500, 502, 504: .ifRepeatable
    default: .never
    }
  }

  private static func isTransient(_ name: String, status: Int) -> Bool {
    [429, 500, 502, 503, 504].contains(status) || transient.contains(name)
  }

  /// Throttling and timeouts by name (Amplify JavaScript v6, retry middleware).
  ///
  /// Its names for clock skew are refusals of a signature's time, and these requests have none.
  private static let transient: Set<String> = [
    "BandwidthLimitExceeded", "EC2ThrottledException", "InternalErrorException",
    "LimitExceededException", "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
    "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "RequestTimeout",
    "RequestTimeoutException", "SlowDown", "ThrottledException", "Throttling",
    "ThrottlingException", "TimeoutError", "TooManyRequestsException",
    "TransactionInProgressException",
  ]
}
