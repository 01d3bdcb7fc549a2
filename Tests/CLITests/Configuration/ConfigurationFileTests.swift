import AuthCore
import TestSupport
import Testing

@testable import CLI

struct ConfigurationFileTests {
  private func pools(_ text: String) throws -> [PoolConfiguration] {
    try ConfigurationFile.pools(Array(text.utf8), file: "c.toml")
  }

  @Test func `pools are read by their names in the order of the file`() throws {
    let pools = try pools(
      """
      [pools.work]
      pool-id = "eu-west-1_A"
      client-id = "c1"
      refresh-token-validity = "30d"
      [pools.lab]
      endpoint = "http://127.0.0.1:9000//"
      pool-id = "us-east-1_B"
      client-id = "c2"
      """
    )
    #expect(pools.map(\.name) == ["work", "lab"])
    #expect(
      pools.map(\.endpoint)
        == ["https://cognito-idp.eu-west-1.amazonaws.com", "http://127.0.0.1:9000"]
    )
    #expect(pools.map(\.refreshTokenValidity) == [2_592_000, nil])
    #expect(pools.allSatisfy { $0.clientSecret == nil })
  }

  @Test func `every setting of a pool is carried`() throws {
    let pool = try #require(
      try pools(
        """
        [pools."my pool"]
        pool-id = "eu-west-1_A"
        client-id = "c1"
        region = "eu-central-1"
        issuer-form = "updated"
        domain = "login.example.com"
        scopes = ["openid", "email"]
        redirect-uri = "http://localhost:3000/"
        sign-out-uri = "http://localhost:3000/bye"
        access-token-validity = "5m"
        id-token-validity = "1h"
        refresh-token-validity = "12h"
        refresh = "share 0.8"
        refresh-jitter = "10s"
        refresh-at-once = 2
        """
      ).first
    )
    #expect(pool.name == "my pool")
    #expect(pool.endpoint == "https://cognito-idp.eu-central-1.amazonaws.com")
    #expect(pool.issuers == ["https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A"])
    #expect(
      pool.oauth
        == OAuthSettings(
          domain: "https://login.example.com",
          scopes: ["openid", "email"],
          redirectURIs: ["http://localhost:3000/"],
          signOutURIs: ["http://localhost:3000/bye"]
        )
    )
    #expect((pool.accessTokenValidity, pool.idTokenValidity) == (300, 3600))
    #expect(pool.refreshTokenValidity == 43200)
    #expect(
      pool.refreshPolicy == RefreshPolicy(.share(percent: 80), jitter: 10_000, limit: 2)
    )
  }

  @Test func `a generic issuer is its own and only issuer`() throws {
    let pool = try #require(
      try pools(
        "[pools.g]\nkind = \"oidc\"\nissuer = \"https://id.example/realm/\"\nclient-id = \"c\""
      )
      .first
    )
    #expect(pool.kind == .oidc)
    #expect(pool.issuers == ["https://id.example/realm/"])
  }

  @Test func `an empty file has no pools`() throws {
    #expect(try pools("").isEmpty)
    #expect(try pools("# nothing\n").isEmpty)
  }

  @Test(arguments: [
    ("pools = 1", "1:9: \"pools\" is a number where a table"),
    ("pool = {}", "1:1: there is no setting \"pool\"; did you mean \"pools\"?"),
    ("[pools]\na = 1", "2:5: \"pools.a\" is a number where a table"),
    ("[pools.a\n", "1:9: this is no TOML"),
    ("[pools.a]\npool-id = 1\nclient-id = \"c\"", "2:11: pools.a: \"pool-id\" is 1 where a string"),
    ("[pools.a]\npool-id = \"us-east-1_A\"", "1:8: pools.a: a pool needs"),
    ("[pools.a]\nclient-id = \"c\"", "the pool id is missing"),
    ("[pools.a]\npool-id = \"nopool\"\nclient-id = \"c\"", "2:11: pools.a: the pool id is not of"),
    ("[pools.a]\npool-id = \"_x\"\nclient-id = \"c\"", "not of the form"),
    ("[pools.a]\npool-id = \"u_A\"\nclient-id = \"a.b\"", "3:13: pools.a: an app client's id"),
    ("[pools.a]\nclient-secret = \"s3cret\"", "2:1: pools.a: there is no setting"),
    (
      "# é\n[pools.a]\nclient_id = \"c\"",
      "3:1: pools.a: there is no setting \"client_id\"; did you mean"
    ),
    (
      "[pools.a]\npool-id = \"u_A\"\nclient-id = \"c\"\nrefresh-token-validity = \"long\"",
      "4:26: pools.a: \"refresh-token-validity\" is \"long\" where a length of time"
    ),
    (
      "[pools.a]\npool-id = \"u_A\"\nclient-id = \"c\"\nendpoint = \"http://example.com\"",
      "4:12: pools.a: plain http:// is for loopback"
    ),
    (
      "[pools.a]\npool-id = \"u_A\"\nclient-id = \"c\"\nscopes = [\"openid\"]",
      "4:1: pools.a: \"scopes\" needs \"domain\""
    ),
    (
      "[pools.a]\npool-id = \"u_A\"\nclient-id = \"c\"\nrefresh = \"sometimes\"",
      "4:11: pools.a: \"refresh\" is \"sometimes\" where \"manual\""
    ),
    (
      "[pools.a]\nrefresh-at-once = 0",
      "2:19: pools.a: \"refresh-at-once\" is 0 where a whole number"
    ),
    (
      "[pools.a]\nkind = \"saml\"",
      "2:8: pools.a: \"kind\" is \"saml\" where \"cognito\" or \"oidc\""
    ),
    (
      "[pools.a]\nkind = \"oidc\"\npool-id = \"u_A\"",
      "3:1: pools.a: \"pool-id\" is a setting of kind"
    ),
    ("[pools.a]\nissuer = \"https://x\"", "2:1: pools.a: \"issuer\" is a setting of kind \"oidc\""),
    ("[pools.a]\nx = 1979-05-27", "2:1: pools.a: there is no setting \"x\""),
    (
      "[pools.a]\ndomain = \"d\"\nscopes = [\"a\",\n 1]",
      "3:10: pools.a: \"scopes\" is a list where a list of strings"
    ),
    ("[pools.a]\nclient-secret-file = \"/none\"", "2:22: pools.a: /none: "),
  ])
  func `a mistake is told with its place and exit code 2`(text: String, part: String) {
    let failure = #expect(throws: CommandFailure.self) { try pools(text) }
    #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
    #expect(failure?.message.hasPrefix("c.toml:") == true)
    #expect(failure?.message.contains("s3cret") == false)
    #expect(failure?.code == 2)
  }

  @Test func `a zero byte and bytes that are not UTF-8 are told with their place`() {
    for (bytes, place) in [([0x23, 0x0A, 0x20, 0], "2:2"), ([0x23, 0xFF], "1:2")]
      as [([UInt8], String)]
    {
      let failure = #expect(throws: CommandFailure.self) {
        try ConfigurationFile.pools(bytes, file: "c.toml")
      }
      #expect(failure?.message.hasPrefix("c.toml:\(place): ") == true, "\(failure?.message ?? "")")
    }
  }

  @Test func `a default file that is not there is no mistake, a named one is`() throws {
    let folder = try TemporaryFolder()
    #expect(
      try ConfigurationFile.pools(path: nil, environment: ["HOME": folder.path]).isEmpty
    )
    #expect(throws: CommandFailure.self) {
      try ConfigurationFile.pools(path: folder.path + "/none", environment: [:])
    }
    #expect(
      ConfigurationFile.defaultPath(["XDG_CONFIG_HOME": "/x", "HOME": "/h"])
        == "/x/authtop/config.toml"
    )
    #expect(
      ConfigurationFile.defaultPath(["XDG_CONFIG_HOME": "x", "HOME": "/h"])
        == "/h/.config/authtop/config.toml"
    )
  }
}
