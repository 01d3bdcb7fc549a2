import AuthCore
import Testing

struct JSONParserTests {
  private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8)).value
  }

  @Test(
    arguments: [
      "0", "-0", "1", "-1", "10", "0.5", "-0.5", "1e3", "1E+3", "1e-3", "0e1", "0.0e0",
      "123456789012345678901234567890", "1e400", "0.1000000000000000055511151231257827",
    ]
  )
  func `a number keeps its own text`(literal: String) throws {
    guard case .number(let number) = try parse(literal) else {
      Issue.record("not a number")
      return
    }
    #expect(number.literal == literal)
  }

  @Test(
    arguments: [
      "+1", "01", "-01", "-", "1.", ".5", "1e", "1e+", "1.e3", "0x1", "1_0", "NaN", "Infinity",
      "-Infinity", "--1", "1-", "١",
    ]
  )
  func `what RFC 8259 does not call a number is refused`(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test(
    arguments: [
      (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u0041""#, "A"), (#""\u00e9\u00E9""#, "éé"), (#""\ud83d\ude00""#, "😀"),
      (#""\u0000x""#, "\u{0}x"), ("\"\u{7F}\u{10FFFF}\"", "\u{7F}\u{10FFFF}"),
      (#""\uFFFF""#, "\u{FFFF}"),
    ]
  )
  func `strings are unescaped`(text: String, value: String) throws {
    #expect(try parse(text).text.map { Array($0.utf8) } == Array(value.utf8))
  }

  @Test func `faults in strings are named with their byte`() {
    #expect(throws: JSONError.badEscape(offset: 2)) { try parse(#""a\x41""#) }
    #expect(throws: JSONError.badEscape(offset: 1)) { try parse(#""\u00G0""#) }
    #expect(throws: JSONError.badEscape(offset: 1)) { try parse(#""\u00６0""#) }
    #expect(throws: JSONError.controlCharacter(9, offset: 2)) { try parse("\"a\tb\"") }
    #expect(throws: JSONError.controlCharacter(0, offset: 3)) { try parse("\"\\n\u{0}\"") }
    #expect(throws: JSONError.unpairedSurrogate(offset: 1)) { try parse(#""\ud83d""#) }
    #expect(throws: JSONError.unpairedSurrogate(offset: 1)) { try parse(#""\ude00""#) }
    #expect(throws: JSONError.unpairedSurrogate(offset: 1)) { try parse(#""\ud83d\u0041""#) }
    #expect(throws: JSONError.unexpectedEnd(expected: "the end of a string")) { try parse("\"a") }
  }

  @Test func `nothing but one value and white space is accepted`() throws {
    #expect(try parse(" \t\r\n{ } \n") == .object(try object("{}")))
    #expect(throws: JSONError.empty) { try parse("") }
    #expect(throws: JSONError.unexpectedEnd(expected: "a value")) { try parse(" ") }
    #expect(throws: JSONError.trailingBytes(offset: 3)) { try parse("{} {}") }
    #expect(throws: JSONError.trailingBytes(offset: 4)) { try parse("null\0") }
    for text in ["[1,]", "{\"a\":1,}", "[,1]", "{,}", "{a:1}", "{'a':1}", "[1 2]", "//", "\u{A0}1"]
    {
      #expect(throws: JSONError.self, "\(text)") { try parse(text) }
    }
  }

  @Test(arguments: ["nul", "nulL", "tru", "falsee", "True", "null1"])
  func `a word that is none is refused`(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func `other encodings are refused`() {
    #expect(throws: JSONError.byteOrderMark) { try JSONParser.parse([0xEF, 0xBB, 0xBF, 0x31]) }
    #expect(throws: JSONError.self) { try JSONParser.parse([0x31, 0x00]) }
    #expect(throws: JSONError.invalidUTF8(offset: 0)) {
      try JSONParser.parse([0xFE, 0xFF, 0, 0x31])
    }
    let illFormed: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xC3],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
      [0xFF], [0xF0, 0x9F, 0x98],
    ]
    for bytes in illFormed {
      #expect(throws: JSONError.invalidUTF8(offset: 1), "\(bytes)") {
        try JSONParser.parse([0x22] + bytes + [0x22])
      }
    }
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func `64 levels are read and 65 refused`(open: String, close: String) throws {
    let limit = JSONParser.depthLimit
    #expect(limit == 64)
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(throws: Never.self) { try parse(nested(limit)) }
    let offset = open.utf8.count * limit
    #expect(throws: JSONError.tooDeep(offset: offset, limit: limit)) {
      try parse(nested(limit + 1))
    }
    #expect(throws: JSONError.tooDeep(offset: offset, limit: limit)) {
      try parse(String(repeating: open, count: 100_000))
    }
    #expect(throws: Never.self, "siblings are not levels") {
      try parse("[" + [String](repeating: "[[]]", count: 100).joined(separator: ",") + "]")
    }
  }

  @Test func `members keep their order and repeated names are reported`() throws {
    let text = #"{"b":1,"a":2,"b":3,"\u0061":4,"c":{"x":1,"x":2}}"#
    let document = try JSONParser.parse(Array(text.utf8))
    guard case .object(let object) = document.value else { return }
    #expect(object.members.map(\.name) == ["b", "a", "b", "a", "c"])
    #expect(document.duplicateNames == ["x", "b", "a"])
    #expect(object["b"] == .number(try number("1")), "the first one")
  }

  @Test func `names that only look the same are two`() throws {
    let document = try JSONParser.parse(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
    #expect(document.duplicateNames.isEmpty)
    guard case .object(let object) = document.value else { return }
    #expect(object["e\u{301}"] == .number(try number("2")))
    #expect(object["\u{E9}"] == .number(try number("1")))
  }

  private func object(_ text: String) throws -> JSONObject {
    guard case .object(let object) = try parse(text) else { throw JSONError.empty }
    return object
  }

  private func number(_ text: String) throws -> JSONNumber {
    guard case .number(let number) = try parse(text) else { throw JSONError.empty }
    return number
  }
}
