package import AuthCore

/// Another time than now that the whole screen is shown as of; nothing can be done meanwhile.
package enum WhatIf: Equatable, Sendable {
  /// So many milliseconds from now; time goes on from there.
  case ahead(milliseconds: Int64)
  /// One moment, which stands still.
  case moment(NumericDate)
  /// The client's clock is so many milliseconds fast: what the app would think of its tokens.
  case clock(milliseconds: Int64)

  /// What the client's clock shows.
  package func shown(at now: NumericDate) -> NumericDate {
    switch self {
    case .ahead(let shift), .clock(let shift): now.advanced(byMilliseconds: shift)
    case .moment(let moment): moment
    }
  }

  /// What the pool's own deadlines are measured against.
  package func pool(at now: NumericDate) -> NumericDate {
    if case .clock = self { now } else { shown(at: now) }
  }
}

extension WhatIf {
  /// `+45 min`, `-2h`, `12:30`, `2026-11-23 12:30`, `2026-11-23T12:30:00Z`, `clock +5m`.
  ///
  /// A time of day is the next such one; without `Z` it is in the time zone that is shown.
  package init?(_ text: String, now: NumericDate, utcOffset: Int64) {
    let text = text.lowercased().replacing("t", with: " ")
    var words = text.split(separator: " ").map(String.init)
    let isClock = words.first == "clock"
    if isClock { words.removeFirst() }
    if let shift = Self.shift(words.joined()) {
      self = isClock ? .clock(milliseconds: shift) : .ahead(milliseconds: shift)
      return
    }
    guard !isClock, let last = words.last, words.count <= 2 else { return nil }
    let isUTC = last.hasSuffix("z")
    let offset = isUTC ? 0 : utcOffset
    let numbers = Self.numbers(isUTC ? String(last.dropLast()) : last, separator: ":")
    guard let seconds = Self.secondOfDay(numbers) else { return nil }
    let today = now.advanced(byMilliseconds: offset * 1000).seconds.dividedDown(by: 86_400)
    var day = today
    if words.count == 2 {
      guard let named = Self.day(Self.numbers(words[0], separator: "-")) else { return nil }
      day = named
    }
    var moment = NumericDate(seconds: day * 86_400 + seconds - offset)
    if words.count == 1, moment < now { moment = moment.advanced(byMilliseconds: 86_400_000) }
    self = .moment(moment)
  }

  /// A length of time with a sign; without one only where it has a unit.
  private static func shift(_ text: String) -> Int64? {
    let isBack = text.hasPrefix("-")
    let hasSign = isBack || text.hasPrefix("+")
    var length = hasSign ? String(text.dropFirst()) : text
    for (word, unit) in [("minutes", "m"), ("min", "m"), ("hours", "h"), ("days", "d")] {
      length = length.replacing(word, with: unit)
    }
    guard hasSign || length.last?.isLetter ?? false else { return nil }
    // A century is more than any token lives, and safe to add to any moment.
    guard let milliseconds = DurationText.milliseconds(length),
      milliseconds <= 100 * 366 * 86_400_000
    else { return nil }
    return isBack ? -milliseconds : milliseconds
  }

  private static func numbers(_ text: String, separator: Character) -> [Int64]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(part) : nil
    }
    return numbers.count == parts.count ? numbers : nil
  }

  private static func secondOfDay(_ numbers: [Int64]?) -> Int64? {
    guard let numbers, (2...3).contains(numbers.count), numbers[0] < 24, numbers[1] < 60 else {
      return nil
    }
    let second = numbers.count == 3 ? numbers[2] : 0
    return second < 60 ? numbers[0] * 3600 + numbers[1] * 60 + second : nil
  }

  /// Days since 1970-01-01; nil for a day that its month does not have.
  private static func day(_ numbers: [Int64]?) -> Int64? {
    guard let numbers, numbers.count == 3, (1970...9999).contains(numbers[0]) else { return nil }
    // The calendar is asked the other way round: no month is more than 31 days from its guess.
    let guess = (numbers[0] - 1970) * 365 + (numbers[0] - 1969) / 4 + (numbers[1] - 1) * 28
    return (guess - 40..<guess + 80).first { day in
      let date = CalendarDate(NumericDate(seconds: day * 86_400))
      return [date.year, Int64(date.month), Int64(date.day)] == numbers
    }
  }
}

extension Int64 {
  fileprivate func dividedDown(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}
