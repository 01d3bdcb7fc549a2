/// What the driver was told to do.
struct DriveOrder {
  var rounds = 40
  var seed = UInt64.random(in: 0 ... .max)
  var isControl = false
  /// Attempts over a bad network at each pool; nil for kills alone.
  var network: Int?
  /// Of a hundred attempts over a bad network so many are killed.
  var kills = 1

  /// Reads the words; false when they mean nothing.
  mutating func take(_ words: [String]) -> Bool {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--full": rounds = 500
      case "--control": isControl = true
      case "--rounds": rounds = rest.popFirst().flatMap { Int($0) } ?? 0
      case "--seed": seed = rest.popFirst().flatMap { UInt64($0) } ?? 0
      case "--network": network = rest.popFirst().flatMap { Int($0) } ?? 0
      case "--kills": kills = rest.popFirst().flatMap { Int($0) } ?? -1
      default: return false
      }
    }
    return rounds > 0 && network != 0 && (0...100).contains(kills)
  }
}
