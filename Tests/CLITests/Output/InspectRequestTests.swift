import AuthCore
import Testing

@testable import CLI

/// The scopes and groups of a line of `inspect --lines`, which override those of the options.
struct InspectRequestTests {
  private func checks(_ members: String) throws -> Verifier.Checks {
    var options = Verifier.Checks()
    options.scopes = ["phone"]
    options.groups = ["readers"]
    let line = Array(#"{"token":"t"\#(members)}"#.utf8)
    return try InspectRequest(line, checks: options, keys: InspectKeys()).checks
  }

  @Test func `a line without them has those of the options`() throws {
    let checks = try checks(#","group":"a label","scopes":7"#)
    #expect(checks.scopes == ["phone"] && checks.groups == ["readers"])
  }

  @Test func `a name or a list of names takes their place, and null takes them away`() throws {
    let checks = try checks(#","scope":"openid","groups":["a","b"]"#)
    #expect(checks.scopes == ["openid"] && checks.groups == ["a", "b"])
    let none = try self.checks(#","scope":null,"groups":null"#)
    #expect(none.scopes == nil && none.groups == nil)
  }

  @Test(arguments: [#""a b""#, #""""#, "7", "{}", "[]", #"["a",7]"#, #"["a","b c"]"#, "[null]"])
  func `what asks for nothing that can be is no request`(value: String) {
    for name in ["scope", "groups"] {
      let failure = #expect(throws: InspectRequest.Failure.self) {
        try checks(",\"\(name)\":\(value)")
      }
      #expect(failure?.message == "the member \"\(name)\" is no name and no list of names")
    }
  }
}
