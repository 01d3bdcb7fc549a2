import AuthCore
import TestSupport
import Testing

struct Base64URLTests {
  private func decode(_ text: String) throws(Base64URL.Failure) -> [UInt8] {
    try Base64URL.decode(Array(text.utf8)[...])
  }

  @Test(
    arguments: [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
      ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
    ]
  )
  func `the vectors of RFC 4648 hold without their padding`(plain: String, text: String) throws {
    #expect(Base64URL.encode(Array(plain.utf8)) == text)
    #expect(try decode(text) == Array(plain.utf8))
  }

  @Test func `bytes of every length come back`() throws {
    var random = SeededGenerator(seed: 4648)
    for length in 0...260 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = Base64URL.encode(bytes)
      #expect(text.utf8.count == (length * 4 + 2) / 3)
      #expect(try decode(text) == bytes, "length \(length)")
    }
  }

  @Test func `the alphabet is the one for URLs`() throws {
    #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
    #expect(try decode("-_-_") == [0xFB, 0xFF, 0xBF])
  }

  @Test func `every byte outside the alphabet is refused at its offset`() {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for byte in UInt8.min...UInt8.max where !allowed.contains(byte) {
      for offset in 0..<4 {
        var text = Array("AAAA".utf8)
        text[offset] = byte
        #expect(throws: Base64URL.Failure.forbiddenByte(byte, offset: offset)) {
          try Base64URL.decode(text[...])
        }
      }
    }
  }

  @Test(arguments: [("Zg==", 2), ("Zm8=", 3), ("Zm9v====", 4), ("Zm 9", 2), ("Zm9v\n\n", 4)])
  func `padding and white space are refused`(text: String, offset: Int) {
    let byte = Array(text.utf8)[offset]
    #expect(throws: Base64URL.Failure.forbiddenByte(byte, offset: offset)) { try decode(text) }
  }

  @Test(arguments: [1, 5, 9, 101])
  func `a length that encodes no whole byte is refused`(length: Int) {
    #expect(throws: Base64URL.Failure.impossibleLength(length)) {
      try decode(String(repeating: "A", count: length))
    }
  }

  @Test func `of the spellings of one value only the canonical one is accepted`() throws {
    let letters = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
    for (value, letter) in letters.enumerated() {
      let two = [UInt8(ascii: "Z"), letter]
      let three = [UInt8(ascii: "Z"), UInt8(ascii: "m"), letter]
      if value % 16 == 0 {
        #expect(try Base64URL.decode(two[...]).count == 1)
      } else {
        #expect(throws: Base64URL.Failure.unusedBits(offset: 1)) { try Base64URL.decode(two[...]) }
      }
      if value % 4 == 0 {
        #expect(try Base64URL.decode(three[...]).count == 2)
      } else {
        #expect(throws: Base64URL.Failure.unusedBits(offset: 2)) {
          try Base64URL.decode(three[...])
        }
      }
    }
  }

  @Test func `offsets count from the start of the slice`() {
    let bytes = Array("xxxx.AA=A".utf8)
    #expect(throws: Base64URL.Failure.forbiddenByte(UInt8(ascii: "="), offset: 2)) {
      try Base64URL.decode(bytes[5...])
    }
  }
}
