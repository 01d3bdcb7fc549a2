import AuthCore
import TestSupport
import Testing

@testable import CLI

/// What `verify` prints of an access token that another issuer wrote for an API, or nobody can read.
struct UnjudgedAccessTests {
  private static let foreign = SampleTokens.token([
    ("iss", #""https://sts.example.com/""#), ("sub", #""other""#), ("exp", "1772513600"),
  ])
  private static let nameless = SampleTokens.token([("sub", #""s""#), ("exp", "1772513600")])
  /// The key pair of RFC 8032 section 7.1, test 1.
  private static let keys =
    #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k","#
    + #""x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#
  /// Of `https://id.example.com/realm` for `client1`, valid for 59 minutes more at the fixed moment.
  private static let idToken =
    "eyJhbGciOiJFZERTQSIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUuY29tL3JlYWxtIiwic3Vi"
    + "Ijoic3ViLWFsaWNlIiwiYXVkIjoiY2xpZW50MSIsImlhdCI6MTc3MjUxMDAwMCwiZXhwIjoxNzcyNTEzNjAwfQ."
    + "NivmSrnpnjcBH-ccDBvxWpWCDFa-1RAyyoSiNWTcdlia-UdraUOsh2WyVgdZCjlJGpEoU1xY8z_TQA1Y6medCg"

  private func report(access: String?, idToken: String?) async throws -> VerifyReport {
    let tokens = SampleTokens()
    var items = tokens.items.merging(tokens.pointer) { $1 }
    items[tokens.key(.accessToken)] = access
    items[tokens.key(.idToken)] = idToken
    // Of the browser, where a sign-in without the scope openid brings no ID token.
    items[tokens.key(.oauthMetadata)] = "true"
    let bench = ManagerBench(local: MemoryStorage(items), kind: .oidc)
    bench.pool.onKeySet { () async throws(UserPoolError) in Array(Self.keys.utf8) }
    return VerifyReport(try await bench.manager.verify(ManagerBench.id()), drift: 0)
  }

  @Test(arguments: [
    (foreign, "it is for an API of issuer https://sts.example.com/"),
    (nameless, "it names no issuer, whose keys would verify it"),
    ("opaque", "it is opaque: only its issuer can read it"),
  ])
  func `it is told as not asked`(access: String, words: String) async throws {
    let report = try await report(access: access, idToken: Self.idToken)
    #expect(report.text.contains(/session +access +not asked +/))
    #expect(report.text.contains("not asked  \(words)"), "\(report.text)")
    let object = try #require(try JSONParser.object(Array(report.record.text.utf8)))
    guard case .object(let axis)? = object["access"] else {
      Issue.record("\(report.record.text)")
      return
    }
    #expect(axis["status"]?.text == "not_asked" && axis["code"]?.text == "not-asked")
  }

  @Test func `that is no fault`() async throws {
    let report = try await report(access: Self.foreign, idToken: Self.idToken)
    #expect(report.text.contains(/session +access +not asked/))
    #expect(report.exitCode == 0 && report.record.text.contains(#""valid":true"#))
  }

  @Test func `where no ID token is beside it the failure has a reason`() async throws {
    let report = try await report(access: Self.foreign, idToken: nil)
    #expect(report.exitCode == CommandFailure.Code.refused)
    #expect(report.text.contains(/session +storage +pass/), "\(report.text)")
    #expect(report.text.contains(/session +access +not asked/))
    #expect(report.text.contains(/session +tokens +unknown +there is no ID token/))
    let record = report.record.text
    #expect(record.contains(#""tokens":{"status":"unknown","code":"missing-claim""#))
    #expect(record.contains(#""valid":false"#))
  }
}
