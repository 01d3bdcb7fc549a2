import AuthCore
import TestSupport
import Testing

@testable import CLI

struct ConfigurationFileTests {
  private func pools(_ text: String) throws -> [PoolConfiguration] {
    try ConfigurationFile.pools(text, file: "c.toml")
  }

  @Test func `pools are read by their names`() throws {
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
    #expect(pools.map(\.name) == ["lab", "work"])
    #expect(
      pools.map(\.endpoint)
        == ["http://127.0.0.1:9000", "https://cognito-idp.eu-west-1.amazonaws.com"]
    )
    #expect(pools.map(\.refreshTokenValidity) == [nil, 2_592_000])
    #expect(pools.allSatisfy { $0.clientSecret == nil })
  }

  @Test func `an empty file has no pools`() throws {
    #expect(try pools("").isEmpty)
    #expect(try pools("# nothing\n").isEmpty)
  }

  @Test(arguments: [
    ("pools = 1", "\"pools\" is not a table"), ("pool = {}", "no setting \"pool\""),
    ("[pools]\na = 1", "\"pools.a\" is not a table"), ("[pools.a\n", "line 1"),
    ("[pools.a]\npool-id = 1\nclient-id = \"c\"", "\"pool-id\" must be a string"),
    ("[pools.a]\npool-id = \"us-east-1_A\"", "client id is missing"),
    ("[pools.a]\nclient-id = \"c\"", "pool id is missing"),
    ("[pools.a]\npool-id = \"nopool\"\nclient-id = \"c\"", "not of the form"),
    ("[pools.a]\npool-id = \"_x\"\nclient-id = \"c\"", "not of the form"),
    ("[pools.a]\nclient-secret = \"s3cret\"", "no setting \"client-secret\""),
    (
      "[pools.a]\npool-id = \"u_A\"\nclient-id = \"c\"\nrefresh-token-validity = \"long\"",
      "no length of time"
    ),
  ])
  func `a mistake is told with its place and exit code 2`(text: String, part: String) {
    let failure = #expect(throws: CommandFailure.self) { try pools(text) }
    #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
    #expect(failure?.message.hasPrefix("c.toml: ") == true)
    #expect(failure?.message.contains("s3cret") == false)
    #expect(failure?.code == 2)
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
