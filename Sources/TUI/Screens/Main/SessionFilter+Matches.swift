import AuthCore

extension SessionFilter {
  /// What the filter found in a name that stands in a column of the list, as ranges of its unicode
  /// scalars.
  package func matches(in text: String, of column: ListColumn) -> [Range<Int>] {
    terms.flatMap { term -> [Range<Int>] in
      switch term {
      case .anywhere(let word): Self.ranges(of: [word], in: text)
      case .field(let field, let word) where field.column == column:
        Self.ranges(of: [word], in: text, isFuzzy: false)
      case .field, .expires: []
      }
    }
  }

  /// What of a cell about a session's state the filter found by that state.
  func matches(in text: String, of state: SessionState) -> [Range<Int>] {
    let lowered = text.lowercased()
    return terms.compactMap { term in
      switch term {
      case .anywhere(let word), .field(.state, let word):
        state.word.hasPrefix(word) && lowered.hasPrefix(word)
          ? 0..<word.unicodeScalars.count : nil
      case .field, .expires: nil
      }
    }
  }

  /// Where the words stand in a text, as ranges of its unicode scalars; letters that are apart are
  /// marked one by one.
  static func ranges(
    of words: [String],
    in text: String,
    isFuzzy: Bool = true
  ) -> [Range<Int>] {
    let scalars = Array(text.lowercased().unicodeScalars)
    guard scalars.count == text.unicodeScalars.count else { return [] }
    return words.flatMap { word in
      let wanted = Array(word.unicodeScalars)
      if let start = scalars.firstRange(of: wanted) { return [start] }
      guard isFuzzy else { return [] }
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

extension SessionFilter.Field {
  /// The column that shows what it looks at; nil where none does.
  fileprivate var column: ListColumn? {
    switch self {
    case .user: .user
    case .group: .groups
    case .client: .client
    case .backend: .backend
    case .iss: .pool
    case .state, .sub: nil
    }
  }
}
