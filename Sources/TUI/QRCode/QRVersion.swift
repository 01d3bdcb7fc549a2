/// The sizes of QR codes that are drawn here, with error correction level M (ISO/IEC 18004 table 9).
struct QRVersion: Hashable, Sendable {
  /// 1 to 10.
  let number: Int
  /// Error correction codewords of each block.
  let correction: Int
  /// Data codewords of each block, in the order of the blocks.
  let blocks: [Int]
  /// Where the centres of alignment patterns are, along both axes.
  let alignment: [Int]

  /// Modules along each side.
  var size: Int { 17 + 4 * number }
  /// Data codewords in all.
  var capacity: Int { blocks.reduce(0, +) }
  /// Bits of the byte mode's character count.
  var countBits: Int { number < 10 ? 8 : 16 }

  /// The smallest version that holds so many bytes, nil when none does.
  static func fitting(_ count: Int) -> QRVersion? {
    all.first { 4 + $0.countBits + 8 * count <= 8 * $0.capacity }
  }

  private init(_ number: Int, _ correction: Int, _ blocks: [(count: Int, data: Int)]) {
    self.number = number
    self.correction = correction
    self.blocks = blocks.flatMap { Array(repeating: $0.data, count: $0.count) }
    let last = 10 + 4 * number
    alignment = number == 1 ? [] : number < 7 ? [6, last] : [6, 6 + (last - 6) / 2, last]
  }

  private static let all = [
    QRVersion(1, 10, [(1, 16)]), QRVersion(2, 16, [(1, 28)]), QRVersion(3, 26, [(1, 44)]),
    QRVersion(4, 18, [(2, 32)]), QRVersion(5, 24, [(2, 43)]), QRVersion(6, 16, [(4, 27)]),
    QRVersion(7, 18, [(4, 31)]), QRVersion(8, 22, [(2, 38), (2, 39)]),
    QRVersion(9, 22, [(3, 36), (2, 37)]), QRVersion(10, 26, [(4, 43), (1, 44)]),
  ]
}
