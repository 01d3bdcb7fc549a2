package import AuthCore

/// The filter's words: each must match a session, fuzzily anywhere or exactly in a named field.
///
/// Words narrow by `user: group: client: backend: state: iss: sub:` and `exp<10m`; any other word
/// matches user, client, backend, group, issuer or state by its letters in order.
package struct SessionFilter: Equatable, Sendable {
  package let text: String
  private let terms: [Term]

  /// One word of the filter.
  private enum Term: Equatable, Sendable {
    case field(Field, String)
    /// Access token expires within so many milliseconds, or later than that.
    case expires(within: Bool, milliseconds: Int64)
    case anywhere(String)
  }

  private enum Field: String, CaseIterable {
    case user, group, client, backend, state, iss, sub
  }

  package init(_ text: String) {
    self.text = text
    terms = text.lowercased().split(separator: " ").map { Self.term(String($0)) }
  }

  package var isEmpty: Bool { terms.isEmpty }

  /// The word, where it is the only one and is looked for anywhere.
  var onlyWord: String? {
    if terms.count == 1, case .anywhere(let word) = terms[0] { word } else { nil }
  }

  /// Whether a session may pass at one moment and not at the next without changing its state.
  var dependsOnTime: Bool {
    terms.contains { term in
      if case .expires = term { true } else { false }
    }
  }

  /// Whether only sessions that pass another filter can pass this one: a word got longer.
  func narrows(_ other: SessionFilter) -> Bool {
    guard !dependsOnTime, terms.count == other.terms.count, let last = terms.last,
      terms.dropLast() == other.terms.dropLast()
    else { return false }
    switch (last, other.terms[terms.count - 1]) {
    case (.anywhere(let word), .anywhere(let before)): return word.hasPrefix(before)
    case (.field(let field, let word), .field(let same, let before)):
      return field == same && word.hasPrefix(before)
    default: return false
    }
  }

  /// The letters that the list should mark in user names.
  package var highlights: [String] {
    terms.compactMap { term in
      switch term {
      case .anywhere(let word): word
      case .field(.user, let word): word
      default: nil
      }
    }
  }

  /// Whether every word matches a session as it stands at a moment.
  package func matches(_ session: Session, at now: NumericDate) -> Bool {
    terms.allSatisfy { term in
      switch term {
      case .field(let field, let word): Self.field(field, of: session, at: now, contains: word)
      case .expires(let within, let limit):
        session.access.map { (session.millisecondsLeft(of: $0, at: now) < limit) == within }
          ?? false
      case .anywhere(let word): Self.anywhere(word, session, now)
      }
    }
  }

  private static func term(_ word: String) -> Term {
    for field in Field.allCases where word.hasPrefix(field.rawValue + ":") {
      return .field(field, String(word.dropFirst(field.rawValue.count + 1)))
    }
    for (sign, within) in [("exp<", true), ("exp>", false)] where word.hasPrefix(sign) {
      if let limit = DurationText.milliseconds(String(word.dropFirst(sign.count))) {
        return .expires(within: within, milliseconds: limit)
      }
    }
    return .anywhere(word)
  }

  private static func field(
    _ field: Field,
    of session: Session,
    at now: NumericDate,
    contains word: String
  ) -> Bool {
    switch field {
    case .user:
      contains(session.id.username, word) || session.loginID.map { contains($0, word) } ?? false
    case .group: session.groups.contains { contains($0, word) }
    case .client: contains(session.id.clientID, word)
    case .backend: contains(session.id.backend.rawValue, word)
    case .state: session.state(at: now).word.hasPrefix(word)
    case .iss: session.issuer.map { contains($0, word) } ?? false
    case .sub: session.sub.map { contains($0, word) } ?? false
    }
  }

  private static func anywhere(_ word: String, _ session: Session, _ now: NumericDate) -> Bool {
    fuzzy(session.id.username, word) || contains(session.id.clientID, word)
      || contains(session.id.backend.rawValue, word)
      || session.groups.contains { fuzzy($0, word) }
      || session.state(at: now).word.hasPrefix(word)
      || session.poolID.map { contains($0, word) } ?? false
  }

  static func contains(_ text: String, _ word: String) -> Bool {
    ASCIISearch.contains(text, word) ?? text.lowercased().contains(word)
  }

  /// Whether the word's letters stand in the text in their order.
  static func fuzzy(_ text: String, _ word: String) -> Bool {
    if let isFound = ASCIISearch.hasInOrder(text, word) { return isFound }
    var rest = word.unicodeScalars[...]
    for scalar in text.lowercased().unicodeScalars where scalar == rest.first {
      rest = rest.dropFirst()
    }
    return rest.isEmpty
  }
}

extension SessionFilter {
  /// Where the words stand in a text, as ranges of its unicode scalars; letters that are apart are
  /// marked one by one.
  static func ranges(of words: [String], in text: String) -> [Range<Int>] {
    let scalars = Array(text.lowercased().unicodeScalars)
    guard scalars.count == text.unicodeScalars.count else { return [] }
    return words.flatMap { word in
      let wanted = Array(word.unicodeScalars)
      if let start = scalars.firstRange(of: wanted) { return [start] }
      var found: [Range<Int>] = []
      var next = 0
      for (index, scalar) in scalars.enumerated()
      where next < wanted.count && scalar == wanted[next] {
        found.append(index..<index + 1)
        next += 1
      }
      return next == wanted.count ? found : []
    }
  }
}
