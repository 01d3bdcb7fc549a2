import CGMP

/// A whole number of any size, never negative: what SRP's arithmetic needs and no more.
///
/// It is kept as its shortest big-endian bytes and handed to GMP for one operation at a time; GMP's
/// working memory is overwritten before it is given back. This file is the only one that sees GMP,
/// whose functions go by the linker's names because the header's own are macros.
package struct BigInteger: Hashable, Sendable {
  /// Big-endian, without a zero byte in front; empty for zero.
  package let bytes: [UInt8]

  /// The number that big-endian bytes stand for; zero bytes in front do not count.
  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes.drop { $0 == 0 })
  }

  package var isZero: Bool { bytes.isEmpty }

  package static func + (left: Self, right: Self) -> Self {
    combined(left, right) { __gmpz_add(&$0, &$1, &$2) }
  }

  package static func * (left: Self, right: Self) -> Self {
    combined(left, right) { __gmpz_mul(&$0, &$1, &$2) }
  }

  /// The remainder of a division; by zero it is the number itself.
  package static func % (left: Self, right: Self) -> Self {
    if right.isZero { return left }
    return combined(left, right) { __gmpz_mod(&$0, &$1, &$2) }
  }

  /// `left - right` in the integers modulo `modulus`, from 0 up to the modulus.
  package static func difference(_ left: Self, _ right: Self, modulo modulus: Self) -> Self {
    (left % modulus + combined(modulus, right % modulus) { __gmpz_sub(&$0, &$1, &$2) }) % modulus
  }

  /// `self ^ exponent mod modulus` for an odd modulus, in a time that depends on sizes only.
  ///
  /// GMP's side-channel silent power asks for an exponent above zero; an exponent of zero gives one.
  package func power(_ exponent: Self, modulo modulus: Self) -> Self {
    if exponent.isZero { return Self([1]) % modulus }
    var base = Self.number(self % modulus)
    var power = Self.number(exponent)
    var divisor = Self.number(modulus)
    var result = __mpz_struct()
    __gmpz_init(&result)
    defer {
      Self.erase(&base)
      Self.erase(&power)
      Self.erase(&divisor)
      Self.erase(&result)
    }
    __gmpz_powm_sec(&result, &base, &power, &divisor)
    return Self(Self.exported(&result))
  }

  private typealias Operation = (inout __mpz_struct, inout __mpz_struct, inout __mpz_struct) -> Void

  private static func combined(_ left: Self, _ right: Self, _ operation: Operation) -> Self {
    var first = number(left)
    var second = number(right)
    var result = __mpz_struct()
    __gmpz_init(&result)
    defer {
      erase(&first)
      erase(&second)
      erase(&result)
    }
    operation(&result, &first, &second)
    return Self(exported(&result))
  }

  private static func number(_ value: Self) -> __mpz_struct {
    var number = __mpz_struct()
    __gmpz_init(&number)
    value.bytes.withUnsafeBytes { __gmpz_import(&number, $0.count, 1, 1, 1, 0, $0.baseAddress) }
    return number
  }

  private static func exported(_ number: inout __mpz_struct) -> [UInt8] {
    let size = __gmpz_sizeinbase(&number, 256)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      __gmpz_export(buffer.baseAddress, &count, 1, 1, 1, 0, &number)
    }
  }

  /// Overwrites the number before its memory is given back.
  private static func erase(_ number: inout __mpz_struct) {
    for limb in 0..<Int(number._mp_alloc) { number._mp_d?[limb] = 0 }
    __gmpz_clear(&number)
  }
}

extension BigInteger {
  /// The number that hexadecimal digits of either case stand for, nil for other text or none.
  package init?(hex: String) {
    var bytes: [UInt8] = []
    var high: UInt8? = hex.utf8.count.isMultiple(of: 2) ? nil : 0
    guard !hex.isEmpty else { return nil }
    for character in hex {
      guard character.isASCII, let digit = character.hexDigitValue.map(UInt8.init) else {
        return nil
      }
      if let upper = high {
        bytes.append(upper << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    self.init(bytes)
  }

  /// Lower-case hexadecimal without a zero in front, as SRP_A, SRP_B and SALT travel.
  package var hex: String {
    guard let first = bytes.first else { return "0" }
    return bytes.dropFirst().reduce(into: String(first, radix: 16)) { text, byte in
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }

  /// The bytes with a zero in front when the top bit is set, as Java's BigInteger writes a positive
  /// number; it is *not* padding to the length of the modulus.
  package var padded: [UInt8] {
    bytes.first.map { $0 < 0x80 } ?? false ? bytes : [0] + bytes
  }
}
