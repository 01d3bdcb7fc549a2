import AuthCore
import Testing

@testable import UserPoolClient

/// What a discovery document may name as an endpoint.
struct OAuthAddressesTests {
  private static let issuer = "https://issuer.example"

  private func addresses(_ endpoint: String) throws -> OAuthAddresses {
    let text =
      #"{"issuer":"\#(Self.issuer)","authorization_endpoint":\#(JSONText.string(endpoint))}"#
    return try OAuthAddresses(document: Array(text.utf8), issuer: Self.issuer)
  }

  @Test func `an endpoint may have a query of its own`() throws {
    let endpoint = "https://issuer.example/authorize?tenant=a%20b"
    #expect(try addresses(endpoint).authorize == endpoint)
  }

  @Test(arguments: [
    "https://issuer.example/a?b=\u{1B}]0;x\u{07}", "https://issuer.example/a?b=\u{202E}c",
    "https://issuer.example/a?b=c d", "https://issuer.example/a?b=\u{9B}31m",
    "https://issuer.example/a?\n", "http://issuer.example/a",
    "https://issuer.example/a?b#c", "https://issuer.example/a#c",
  ])
  func `one with characters that no address has is refused`(endpoint: String) {
    #expect(throws: UserPoolError.self) { try addresses(endpoint) }
  }
}
