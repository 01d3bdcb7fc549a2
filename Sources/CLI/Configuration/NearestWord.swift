/// Which of some words a misspelt one was meant to be.
enum NearestWord {
  /// The nearest word, when it is so near that a slip of the hand explains it.
  static func to(_ word: String, among words: [String]) -> String? {
    let distances = words.map { ($0, distance(word, $0)) }
    guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    return best.1 <= max(1, min(word.count, best.0.count) / 3) ? best.0 : nil
  }

  /// How many letters must be added, left out, changed or swapped with the next (the optimal string
  /// alignment distance); capitals and the kind of hyphen do not count.
  static func distance(_ one: String, _ other: String) -> Int {
    let (one, other) = (letters(one), letters(other))
    var before: [Int] = []
    var row = Array(0...other.count)
    for i in one.indices {
      var next = [i + 1]
      for j in other.indices {
        var best = min(next[j] + 1, row[j + 1] + 1, row[j] + (one[i] == other[j] ? 0 : 1))
        if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
          best = min(best, before[j - 1] + 1)
        }
        next.append(best)
      }
      (before, row) = (row, next)
    }
    return row[other.count]
  }

  private static func letters(_ word: String) -> [Character] {
    // Longer words are no slips, and would cost their product.
    word.lowercased().prefix(64).map { $0 == "_" ? "-" : $0 }
  }
}
