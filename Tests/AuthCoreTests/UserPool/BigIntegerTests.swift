import AuthCore
import Testing

@Suite struct BigIntegerTests {
  @Test func `hexadecimal text comes back without a zero in front`() {
    #expect(BigInteger(hex: "00A0f")?.hex == "a0f")
    #expect(BigInteger(hex: "0")?.hex == "0")
    #expect(BigInteger(hex: "100")?.bytes == [1, 0])
  }

  @Test(arguments: ["", "x", "0x1", "-1", " 1", "１"])
  func `a text that is not hexadecimal is no number`(text: String) {
    #expect(BigInteger(hex: text) == nil)
  }

  @Test func `padding adds one zero byte where the top bit is set and nowhere else`() {
    #expect(BigInteger([0x7F]).padded == [0x7F])
    #expect(BigInteger([0x80]).padded == [0, 0x80])
    #expect(BigInteger([0, 0, 1]).padded == [1])
    #expect(BigInteger([]).padded == [0])
  }

  @Test func `arithmetic carries across limbs`() {
    let limb = BigInteger([UInt8](repeating: 0xFF, count: 16))
    #expect((limb + BigInteger([1])).hex == "1" + String(repeating: "0", count: 32))
    #expect((limb * limb).hex == "fffffffffffffffffffffffffffffffe00000000000000000000000000000001")
    #expect((limb % BigInteger([10])).hex == "5")
  }

  @Test func `a difference below zero comes back from the modulus`() {
    let modulus = BigInteger([97])
    let three = BigInteger([3])
    #expect(BigInteger.difference(three, BigInteger([5]), modulo: modulus) == BigInteger([95]))
    #expect(BigInteger.difference(three, BigInteger([200]), modulo: modulus) == BigInteger([94]))
    #expect(BigInteger.difference(three, three, modulo: modulus).isZero)
  }

  @Test func `a power by an exponent of zero, one and more`() {
    let modulus = BigInteger([101])
    #expect(BigInteger([7]).power(BigInteger([]), modulo: modulus) == BigInteger([1]))
    #expect(BigInteger([7]).power(BigInteger([1]), modulo: modulus) == BigInteger([7]))
    #expect(BigInteger([7]).power(BigInteger([100]), modulo: modulus) == BigInteger([1]))
    #expect(BigInteger([]).power(BigInteger([5]), modulo: modulus).isZero)
  }
}
