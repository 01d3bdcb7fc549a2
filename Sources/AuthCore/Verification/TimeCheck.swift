/// Whether a token is valid at a moment (RFC 7519 sections 4.1.4 to 4.1.6), without leeway.
struct TimeCheck: Equatable, Sendable {
  private enum Claim: Equatable {
    case absent
    case date(NumericDate, literal: String)
    case wrong(JSONValue)

    init(_ value: JSONValue?) {
      switch value {
      case nil: self = .absent
      case .number(let number)?:
        self = .date(NumericDate(clamping: number), literal: number.literal)
      case let other?: self = .wrong(other)
      }
    }
  }

  private let exp: Claim
  private let nbf: Claim
  private let iat: Claim

  init(_ claims: Claims) {
    exp = Claim(claims["exp"])
    nbf = Claim(claims["nbf"])
    iat = Claim(claims["iat"])
  }

  /// Valid while nbf <= now < exp; a token without exp is never plainly valid.
  func axis(at now: NumericDate) -> AxisVerdict {
    for (name, claim) in [("exp", exp), ("nbf", nbf), ("iat", iat)] {
      if case .wrong(let value) = claim {
        return .wrongType(name, value, expected: "a number of seconds since 1970")
      }
    }
    guard case .date(let end, let endText) = exp else {
      return .missing("exp", "it would be valid for ever")
    }
    let clock = "\(now.seconds)"
    guard now < end else {
      return .fail(
        .expired,
        "it expired \(Self.span(now.milliseconds(since: end))) ago",
        expected: "exp after \(clock)",
        actual: endText
      )
    }
    if case .date(let start, let startText) = nbf, start > now {
      return .fail(
        .notYetValid,
        "it becomes valid in \(Self.span(start.milliseconds(since: now)))",
        expected: "nbf not after \(clock)",
        actual: startText
      )
    }
    return .pass(
      "valid for another \(Self.span(end.milliseconds(since: now)))",
      expected: "exp after \(clock)",
      actual: endText
    )
  }

  /// A length of time in its two largest units.
  private static func span(_ milliseconds: Int64) -> String {
    var left = milliseconds / 1000
    var words: [String] = []
    for (size, unit) in [(Int64(86400), "d"), (3600, "h"), (60, "min")] where left >= size {
      words.append("\(left / size) \(unit)")
      left %= size
      if words.count == 2 { return words.joined(separator: " ") }
    }
    if left > 0 || words.isEmpty { words.append("\(left) s") }
    return words.joined(separator: " ")
  }
}

extension NumericDate {
  /// The claim's value; one beyond 64 bits of milliseconds is the end of the range on its side.
  init(clamping number: JSONNumber) {
    if let date = NumericDate(number) {
      self = date
    } else {
      self.init(milliseconds: number.literal.hasPrefix("-") ? .min : .max)
    }
  }
}
