import Testing

@testable import CLI

struct PlacedTOMLTests {
  private func root(_ text: String) throws -> SettingTable {
    try SettingTable(PlacedTOML.parse(Array(text.utf8), file: "f"), file: "f")
  }

  @Test func `keys of every kind have their place`() throws {
    let root = try root(
      """
      # a comment with [brackets] = and "quotes"
      plain = 1
      "quo\\u0074ed" = '''
      two = 2
      ''' # not a key
      'literal' = { inner = true, list = [ 1, [ "a" ] ] }
      a.b.c = "dotted"
      [head."er two"]
      x = 1979-05-27 07:32:00
      [[many]]
      n = 1
      [[many]]
      n = 2
      [many.sub]
      deep = ""
      """
    )
    #expect(root.names == ["plain", "quoted", "literal", "a", "head", "many"])
    #expect(root.place(of: "plain") == TextPlace(line: 2, column: 1))
    #expect(root.place(of: "quoted") == TextPlace(line: 3, column: 1))
    let literal = try #require(try root.table("literal"))
    #expect(literal.place(of: "inner") == TextPlace(line: 6, column: 15))
    #expect(literal.place(of: "list") == TextPlace(line: 6, column: 29))
    let dotted = try #require(try root.table("a")?.table("b"))
    #expect(dotted.place(of: "c") == TextPlace(line: 7, column: 5))
    let header = try #require(try root.table("head")?.table("er two"))
    #expect(header.place == TextPlace(line: 8, column: 7))
    #expect(header["x"]?.value.kindName == "a date or time")
    guard case .array(let many)? = root["many"]?.value.content else { throw Missing() }
    #expect(many.map(\.place.line) == [10, 12])
    let second = try SettingTable(many[1], file: "f")
    #expect(second.place(of: "n") == TextPlace(line: 13, column: 1))
    #expect(try second.table("sub")?.place(of: "deep") == TextPlace(line: 15, column: 1))
  }

  @Test func `columns count characters, and line ends of both kinds count once`() throws {
    let root = try root("a = 'é雪' \r\n  b = '''x'''''\r\nc = [\r\n 'é', 2 ]\r\n")
    #expect(root.place(of: "b") == TextPlace(line: 2, column: 3))
    guard case .array(let values)? = root["c"]?.value.content else { throw Missing() }
    #expect(values.map(\.place) == [TextPlace(line: 4, column: 2), TextPlace(line: 4, column: 7)])
  }

  private struct Missing: Error {}
}
