/// Error correction codewords over the field of 256 elements (ISO/IEC 18004 section 7.5).
struct ReedSolomon {
  /// The generator polynomial's coefficients without the leading one, highest power first.
  private let generator: [UInt8]

  /// A code with so many codewords of correction.
  init(degree: Int) {
    var generator = [UInt8](repeating: 0, count: degree)
    generator[degree - 1] = 1
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in 0..<degree {
        generator[index] = Self.product(generator[index], root)
        if index + 1 < degree { generator[index] ^= generator[index + 1] }
      }
      root = Self.product(root, 2)
    }
    self.generator = generator
  }

  /// The remainder of the data as a polynomial.
  func correction(of data: some Sequence<UInt8>) -> [UInt8] {
    var remainder = [UInt8](repeating: 0, count: generator.count)
    for byte in data {
      let factor = byte ^ remainder.removeFirst()
      remainder.append(0)
      for index in remainder.indices {
        remainder[index] ^= Self.product(generator[index], factor)
      }
    }
    return remainder
  }

  /// Multiplication modulo x^8 + x^4 + x^3 + x^2 + 1.
  static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product: UInt16 = 0
    for bit in (0..<8).reversed() {
      product = product << 1 ^ (product >> 7) * 0x11D
      product ^= UInt16(right >> UInt8(bit) & 1) * UInt16(left)
    }
    return UInt8(truncatingIfNeeded: product)
  }
}
