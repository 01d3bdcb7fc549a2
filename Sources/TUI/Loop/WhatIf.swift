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
  package init?(_ text: String, now: NumericDate, zone: LocalTime) {
    let text = Self.parted(text.lowercased())
    var words = text.split(separator: " ").map(String.init)
    let isClock = words.first == "clock"
    if isClock { words.removeFirst() }
    if let shift = Self.shift(words.joined()) {
      self = isClock ? .clock(milliseconds: shift) : .ahead(milliseconds: shift)
      return
    }
    guard !isClock, let last = words.last, words.count <= 2 else { return nil }
    let isUTC = last.hasSuffix("z")
    let zone = isUTC ? .utc : zone
    let numbers = Self.numbers(isUTC ? String(last.dropLast()) : last, separator: ":")
    guard let second = Self.secondOfDay(numbers) else { return nil }
    if words.count == 2 {
      guard let day = Self.day(Self.numbers(words[0], separator: "-")) else { return nil }
      self = .moment(zone.moment(shown: day * 86_400 + second))
      return
    }
    let shown = now.advanced(bySeconds: zone.offset(at: now)).seconds
    let today = shown.dividedDown(by: 86_400) * 86_400 + second
    let moment = zone.moment(shown: today)
    self = .moment(moment < now ? zone.moment(shown: today + 86_400) : moment)
  }

  /// The text with a space for the `t` between a day and its time, and no other letter touched.
  private static func parted(_ text: String) -> String {
    var characters = Array(text)
    for index in characters.indices.dropFirst().dropLast()
    where characters[index] == "t" && characters[index - 1].isNumber
      && characters[index + 1].isNumber
    {
      characters[index] = " "
    }
    return String(characters)
  }

  /// A length of time with a sign; without one only where it has a unit.
  private static func shift(_ text: String) -> Int64? {
    let isBack = text.hasPrefix("-")
    let hasSign = isBack || text.hasPrefix("+")
    var length = hasSign ? String(text.dropFirst()) : text
    let words = [
      ("minutes", "m"), ("minute", "m"), ("min", "m"), ("hours", "h"), ("hour", "h"),
      ("days", "d"), ("day", "d"), ("seconds", "s"), ("second", "s"),
    ]
    for (word, unit) in words {
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
    guard let numbers, numbers.count == 3, (1970...9999).contains(numbers[0]),
      (1...12).contains(numbers[1])
    else { return nil }
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
