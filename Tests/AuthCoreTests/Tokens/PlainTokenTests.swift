import TestSupport
import Testing

@testable import AuthCore

/// The quick way through a token against the careful one: never another answer.
@Suite(.timeLimit(.minutes(20)))
struct PlainTokenTests {
  private static let texts = [
    #"{"a":1,"b":"text","c":[true,false,null,-1.5e+3],"d":{"e":{"f":[]},"g":{}}}"#,
    #" { "name" : "ü😀" , "b64" : "a\n\"b" , "n" : 0 , "m" : -0.5 } "#,
    #"{"iss":"https://example.com","exp":1767229200,"cognito:groups":["a","b"],"":""}"#,
    #"{"aaaaaaaaaaaaaaaaa1":1,"aaaaaaaaaaaaaaaaa2":{"x":1,"y":2},"z":[{"x":1},{"x":2}]}"#,
  ]

  @Test func `plain objects take the quick way and read the same`() throws {
    for text in Self.texts {
      let bytes = Array(text.utf8)
      let index = try #require(JSONScanner.index(bytes), "\(text)")
      #expect(.object(JSONObject(index)) == (try JSONParser.parse(bytes).value))
    }
  }

  @Test(
    arguments: [
      #"{"a":1,"a":2}"#, #"{"a":1,"b":{"c":1,"d":2,"c":3}}"#, #"{"a\n":1}"#, #"{"a":"\u0061"}"#,
      #"{"a":01}"#, #"{"a":1,}"#, #"{"a":}"#, #"{"a":tru}"#, "[]", "", "{", #"{"a":"b}"#,
      "{\"a\":\"\t\"}", #"{"a":1}x"#, #"{"a":.5}"#, #"{"a":1.}"#, #"{"a":1e}"#, #"{"a":"\x"}"#,
      #"{"a":-}"#, #"{,}"#, #"{"a" 1}"#,
    ]
  )
  func `whatever is wrong or uncommon is left to the parser`(text: String) {
    #expect(JSONScanner.index(Array(text.utf8)) == nil)
  }

  @Test func `nesting ends where the parser's ends`() throws {
    for depth in [62, 63, 64, 65] {
      let text =
        #"{"a":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        + "}"
      let bytes = Array(text.utf8)
      #expect((JSONScanner.index(bytes) != nil) == ((try? JSONParser.parse(bytes)) != nil))
    }
  }

  @Test(arguments: [21, 22, 23, 24])
  func `on 10000 damaged texts of each seed the quick way accepts only what the parser reads`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var quick = 0
    for _ in 0..<10_000 {
      var bytes = Array(Self.texts[Int.random(in: 0..<Self.texts.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
        default: bytes[place] = bytes[Int.random(in: 0..<bytes.count, using: &random)]
        }
      }
      guard let index = JSONScanner.index(bytes) else { continue }
      quick += 1
      let document = try JSONParser.parse(bytes)
      #expect(document.duplicateNames == [])
      #expect(document.value == .object(JSONObject(index)))
    }
    #expect(quick > 500)
  }

  @Test(arguments: [31, 32])
  func `base64url in groups and byte by byte agree`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3000 {
      let count = Int.random(in: 0...40, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var text = Array(Base64URL.encode(bytes).utf8)
      #expect(try Base64URL.decode(text[...]) == bytes)
      guard !text.isEmpty else { continue }
      let place = Int.random(in: 0..<text.count, using: &random)
      text[place] = UInt8.random(in: 0...255, using: &random)
      // Whatever is read has one spelling.
      if let read = try? Base64URL.decode(text[...]) {
        #expect(Base64URL.encode(read) == String(decoding: text, as: UTF8.self))
      }
    }
  }
}
