/// Public keys of the right form whose signatures prove nothing.
enum WeakKeys {
  /// Whether an RSA modulus, most significant byte first, bears the fingerprint of CVE-2017-15361.
  ///
  /// Such moduli are powers of 65537 modulo every small prime; another modulus is so with a chance
  /// of about 2^-27 (Nemec and others, "The Return of Coppersmith's Attack", 2017, section 2.3.1).
  static func isFactorable(_ modulus: [UInt8]) -> Bool {
    fingerprints.allSatisfy { prime, powers in
      var remainder: UInt32 = 0
      for byte in modulus { remainder = (remainder << 8 | UInt32(byte)) % prime }
      return powers.contains(remainder)
    }
  }

  private static let fingerprints: [(prime: UInt32, powers: Set<UInt32>)] = [
    11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157,
  ].map { (prime: UInt32) in
    var powers: Set<UInt32> = []
    var power: UInt32 = 1
    while powers.insert(power).inserted { power = power * (65537 % prime) % prime }
    return (prime, powers)
  }

  /// Whether an encoded point of edwards25519 has an order of at most 8, or a coordinate that is
  /// not reduced: signatures over any text can be made for it without a private key.
  static func isSmallOrder(_ point: [UInt8]) -> Bool {
    guard point.count == 32 else { return false }
    // The sign of x does not matter.
    let y = point[..<31] + [point[31] & 0x7F]
    if y[31] == 0x7F, y[1..<31].allSatisfy({ $0 == 0xFF }), y[0] >= 0xEC { return true }
    return smallOrder.contains(Array(y))
  }

  /// The y coordinates of the points of order 1, 4 and 8; -1, of order 2, is met above.
  private static let smallOrder: [[UInt8]] = [
    [UInt8](repeating: 0, count: 32),
    [1] + [UInt8](repeating: 0, count: 31),
    [
      0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98,
      0xF0,
      0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC,
      0x05,
    ],
    [
      0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67,
      0x0F,
      0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03,
      0x7A,
    ],
  ]
}
