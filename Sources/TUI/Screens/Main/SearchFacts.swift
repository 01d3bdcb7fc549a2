/// Which letters, and which pairs of neighbours, stand in a text: enough to know that a word does not.
///
/// A bit stands for several letters or pairs, so that a text may seem to hold a word that it does not;
/// never the other way about. Case does not count; what is not ASCII is not told apart.
struct SearchFacts: Equatable, Sendable {
  private var letters: UInt64 = 0
  private var pairs: UInt64 = 0

  /// Nothing is known yet.
  static let unknown = SearchFacts()

  private init() {}

  /// What a text must have to hold a word.
  init(word: String) {
    add(word)
    // How other letters change their case is not for here.
    if !word.utf8.allSatisfy({ $0 < 0x80 }) { self = .unknown }
  }

  /// What a text has; a missing one has nothing, which is known then.
  init(text: String?) {
    // A bit that no letter has keeps it from being unknown.
    letters = 1
    if let text { add(text) }
  }

  var isKnown: Bool { letters != 0 }

  /// Whether the word that needs this may stand in a text that has that.
  func isWithin(_ other: SearchFacts) -> Bool {
    letters & ~other.letters == 0 && pairs & ~other.pairs == 0
  }

  private mutating func add(_ text: String) {
    var before: UInt8 = 0
    for byte in text.utf8 {
      guard byte < 0x80 else {
        (letters, pairs) = (.max, .max)
        return
      }
      let byte = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      letters |= 1 << UInt64((byte & 31) + (byte < 0x60 ? 32 : 0))
      if before > 0 { pairs |= 1 << UInt64((before &* 37 &+ byte) & 63) }
      before = byte
    }
  }
}
