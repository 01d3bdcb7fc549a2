package import AuthCore

/// The filter's words: each must match a session, fuzzily anywhere or exactly in a named field.
///
/// Words narrow by `user: group: client: backend: state: iss: sub:` and `exp<10m`. Any other word is
/// looked for everywhere: by its letters in order in user, backend and groups and in whatever else the
/// list has a column for, as a part in client, pool, issuer, sub and the name that was typed, and as the
/// beginning of a state. Long random names are not matched by letters unseen: nearly every word would be
/// found in them, and nobody would know why.
package struct SessionFilter: Equatable, Sendable {
  package let text: String
  let terms: [Term]

  /// One word of the filter.
  enum Term: Equatable, Sendable {
    case field(Field, String)
    /// Access token expires within so many milliseconds, or later than that.
    case expires(within: Bool, milliseconds: Int64)
    case anywhere(String)
  }

  enum Field: String, CaseIterable {
    case user, group, client, backend, state, iss, sub
  }

  package init(_ text: String) {
    self.text = text
    terms = text.lowercased().split(separator: " ").map { Self.term(String($0)) }
  }

  package var isEmpty: Bool { terms.isEmpty }

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

  /// Whether every word matches a session as it stands at a moment.
  package func matches(
    _ session: Session,
    at now: NumericDate,
    columns: [ListColumn] = ListColumn.standard
  ) -> Bool {
    var run = FilterRun(self, at: now, columns: columns)
    return run.passes(session)
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
