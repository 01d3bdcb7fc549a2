import ArgumentParser
import AuthCore
import Testing

@testable import CLI

/// `--scope` and `--group`, which `verify` and `inspect` take.
struct GrantOptionsTests {
  @Test func `each may be given again, and without one nothing is asked`() throws {
    let options = try InspectOptions.parse(["--scope", "a", "--group", "g", "--scope", "b"]).grants
    #expect(options.scopes == ["a", "b"] && options.groups == ["g"])
    let verify = try VerifyCommand.parse(["one", "--group", "g", "--group", "h", "two"])
    #expect(verify.ids == ["one", "two"])
    #expect(verify.grants.groups == ["g", "h"] && verify.grants.scopes == nil)
  }

  @Test func `inspect checks what they ask for`() async throws {
    let checks = try await InspectOptions.parse(["--scope", "a", "--group", "g"]).checks()
    #expect(checks.scopes == ["a"] && checks.groups == ["g"] && !checks.isEmpty)
    #expect(try await InspectOptions.parse([]).checks().isEmpty)
  }

  @Test(arguments: ["", " ", "a b", "a\tb"])
  func `what is no one name is refused`(name: String) {
    for option in ["--scope", "--group"] {
      #expect(throws: (any Error).self) { try InspectOptions.parse(["\(option)=\(name)"]) }
    }
  }
}
