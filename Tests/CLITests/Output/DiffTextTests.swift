import AuthCore
import Testing

@testable import CLI

/// A comparison as it is printed.
struct DiffTextTests {
  private func text(_ first: String, _ second: String, revealing: Bool = false) throws -> DiffText {
    func members(_ json: String) throws -> [JSONObject.Member] {
      guard case .object(let object) = try JSONParser.parse(Array(json.utf8)).value else {
        return []
      }
      return object.members
    }
    return DiffText(
      first: "one",
      second: "other",
      diff: ClaimDiff(try members(first), try members(second)),
      isRevealing: revealing
    )
  }

  @Test func `claims are printed as a patch with times in words`() throws {
    let diff = try text(
      #"{"sub":"a","exp":1772510000,"cognito:groups":["A"],"email":"x@y"}"#,
      #"{"sub":"a","exp":1772513600,"cognito:groups":["B"],"email":"z@y"}"#
    )
    #expect(
      diff.text(json: false) == """
        --- one
        +++ other
        - exp  1772510000  2026-03-03T03:53:20Z
        + exp  1772513600  2026-03-03T04:53:20Z
            1h 00m later
        - cognito:groups  ["A"]
        + cognito:groups  ["B"]
            in: B; out: A
        - email  ••••••••
        + email  ••••••••
        same: sub
        """
    )
  }

  @Test func `as JSON each change has both sides, personal ones masked`() throws {
    let one = #"{"email":"x@y"}"#
    let other = #"{"email":"z@y","n":1}"#
    #expect(
      try text(one, other).text(json: true) == """
        {"first":"one","second":"other","changes":[{"claim":"email","change":"changed",\
        "from":"••••••••","to":"••••••••","milliseconds_later":null},{"claim":"n",\
        "change":"added","from":null,"to":1,"milliseconds_later":null}],"same":[]}
        """
    )
    #expect(try text(one, other, revealing: true).text(json: true).contains(#""to":"z@y""#))
  }

  @Test func `control characters never reach the terminal`() throws {
    let diff = try text("{}", #"{"a\u001b[2J":"b\u001b]0;x\u0007"}"#)
    for json in [true, false] {
      #expect(!diff.text(json: json).unicodeScalars.contains("\u{1B}"))
    }
  }
}
