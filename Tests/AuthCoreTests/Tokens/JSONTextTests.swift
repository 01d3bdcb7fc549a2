import AuthCore
import Testing

struct JSONTextTests {
  @Test(arguments: [
    ("", #""""#), ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1F}\u{7F}\u{9B}", #""\u0000\u001f\u007f\u009b""#),
    ("\u{1B}[31m", #""\u001b[31m""#), ("\u{202E}\u{2066}\u{200B}", #""\u202e\u2066\u200b""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("\u{E0001}", #""\udb40\udc01""#),
    ("\u{F0000}", #""\udb80\udc00""#), ("日本語é😀", #""日本語é😀""#),
  ])
  func `a string is escaped so that a terminal never acts on it`(text: String, literal: String) {
    #expect(JSONText.string(text) == literal)
  }

  @Test func `what is written is read as what it was`() throws {
    for scalar in (0...0x2FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
      let value = JSONValue.string("a\(Character(scalar))b")
      let text = JSONText.text(value)
      #expect(try JSONParser.parse(Array(text.utf8)).value == value)
    }
  }

  @Test(arguments: [
    #"{"b":1,"a":[true,false,null],"b":{"":"x"}}"#, "[]", "{}", "[[],{}]",
    "[1.0,1e400,-0,12345678901234567890.10]", #"{"z":0,"y":0,"x":0}"#,
  ])
  func `members keep their order and repetitions, numbers their digits`(text: String) throws {
    #expect(JSONText.text(try JSONParser.parse(Array(text.utf8)).value) == text)
  }
}
