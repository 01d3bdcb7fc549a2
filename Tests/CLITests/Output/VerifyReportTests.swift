import TestSupport
import Testing

@testable import AuthCore
@testable import CLI

/// What `verify` prints of a session.
struct VerifyReportTests {
  private func report(scope: AxisVerdict?) -> VerifyReport {
    let verdict = Verifier(Verifier.Checks()).verdict(on: TokenError.empty)
    let verdicts = SessionVerdicts(
      id: ManagerBench.id(),
      access: nil,
      idToken: SessionVerdicts.Entry(digest: "d", verdict: verdict),
      storage: .fail(.storage, "it is cut", expected: "whole", actual: "half"),
      revocation: nil,
      scope: scope
    )
    return VerifyReport(verdicts, drift: 0)
  }

  @Test func `a scope that nothing tells of is an axis of its own`() {
    let asked = report(scope: .unknown(.scope, "nothing says it"))
    #expect(asked.text.contains(/session +scope +unknown +nothing says it/))
    #expect(asked.record.text.contains(#""scope":{"status":"unknown","code":"scope""#))
    let unasked = report(scope: nil)
    #expect(!unasked.text.contains("scope") && !unasked.record.text.contains("scope"))
  }

  @Test func `a record names the session and its tokens apart`() throws {
    let object = try #require(try JSONParser.object(Array(report(scope: nil).record.text.utf8)))
    #expect(object["id"]?.text == "local/client1/alice")
    #expect(object["id_token"] != nil)
    #expect(Set(object.members.map(\.name)).count == object.members.count)
  }

  @Test func `what failed says what was expected and found`() {
    let text = report(scope: nil).text
    #expect(text.contains(/expected +whole/) && text.contains(/actual +half/))
  }
}
