import TestSupport

/// Damages bytes in a few random places, as a bad disk, a stray editor or somebody hostile would.
struct Mutator {
  private(set) var random: SeededGenerator
  let seed: UInt64

  init() {
    seed = UInt64.random(in: 0 ... .max)
    random = SeededGenerator(seed: seed)
  }

  mutating func number(below limit: Int) -> Int {
    Int.random(in: 0..<max(1, limit), using: &random)
  }

  /// A text with some bytes changed, cut out, put in, doubled or cut off.
  mutating func text(_ whole: [UInt8]) -> [UInt8] {
    var bytes = whole
    for _ in 0...number(below: 8) where !bytes.isEmpty {
      let index = number(below: bytes.count)
      switch number(below: 8) {
      case 0, 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.remove(at: index)
      case 3: bytes.insert(UInt8.random(in: 0...32, using: &random), at: index)
      case 4: bytes.insert(contentsOf: bytes[index...].prefix(number(below: 80)), at: index)
      case 5: bytes.removeSubrange(index..<min(bytes.count, index + number(below: 80)))
      case 6:
        bytes.insert(contentsOf: [0x0A, 0x0D, 0x09, 0x23].shuffled(using: &random), at: index)
      default: if number(below: 20) == 0 { bytes.removeSubrange(index...) }
      }
    }
    return bytes
  }

  /// A file of pages with bits flipped, runs overwritten or its end cut off; its head is hit more often than the rest.
  mutating func pages(_ whole: [UInt8]) -> [UInt8] {
    var bytes = whole
    for _ in 0...number(below: 3) {
      let limit = number(below: 8) == 0 ? 200 : bytes.count
      let index = number(below: min(limit, bytes.count))
      switch number(below: 6) {
      case 0, 1: bytes[index] ^= 1 << UInt8(number(below: 8))
      case 2: bytes[index] = [0, 1, 0x7F, 0x80, 0xFF][number(below: 5)]
      case 3:
        let end = min(bytes.count, index + number(below: 64))
        for place in index..<end { bytes[place] = UInt8.random(in: 0...255, using: &random) }
      case 4:
        let from = number(below: bytes.count)
        for offset in 0..<min(512, bytes.count - max(from, index)) {
          bytes[index + offset] = whole[min(whole.count - 1, from + offset)]
        }
      default: if number(below: 10) == 0, index > 0 { bytes.removeSubrange(index...) }
      }
    }
    return bytes
  }
}
