import AuthCore
import Testing

/// What two sets of claims say differently.
struct ClaimDiffTests {
  private func members(_ json: String) throws -> [JSONObject.Member] {
    guard case .object(let object) = try JSONParser.parse(Array(json.utf8)).value else { return [] }
    return object.members
  }

  private func diff(_ first: String, _ second: String) throws -> ClaimDiff {
    ClaimDiff(try members(first), try members(second))
  }

  @Test func `claims are added, gone, changed and the same`() throws {
    let diff = try diff(
      #"{"sub":"a","iat":1,"old":true,"scope":"x"}"#,
      #"{"sub":"a","scope":"x y","iat":3601,"new":null}"#
    )
    #expect(
      diff.entries.map(\.name) == ["scope", "iat", "new", "old"]
    )
    #expect(diff.same == ["sub"])
    #expect(diff.entries.last?.change == .gone(.bool(true)))
    #expect(diff.entries[2].change == .added(.null))
    #expect(diff.entries[1].distance == 3_600_000)
    #expect(diff.entries[0].distance == nil)
  }

  @Test func `lists tell what came in and what left`() throws {
    let entry = try #require(
      try diff(#"{"cognito:groups":["A","B"]}"#, #"{"cognito:groups":["B","C"]}"#).entries.first
    )
    #expect(entry.members?.added == ["C"])
    #expect(entry.members?.gone == ["A"])
  }

  @Test func `the same claims in another order are the same`() throws {
    let diff = try diff(#"{"a":1,"b":"x"}"#, #"{"b":"x","a":1}"#)
    #expect(diff.entries.isEmpty && diff.same == ["b", "a"])
  }

  @Test func `names that only look alike are two claims, and of a name twice the first counts`()
    throws
  {
    let diff = try diff("{\"\u{E9}\":1,\"a\":1,\"a\":2}", "{\"e\u{301}\":1,\"a\":1}")
    #expect(diff.entries.count == 2 && diff.same == ["a"])
  }

  @Test func `personal claims are known as such`() throws {
    let diff = try diff(#"{"email":"a@b"}"#, #"{"email":"c@d","exp":1}"#)
    #expect(diff.entries.map(\.isPersonal) == [true, false])
  }
}
