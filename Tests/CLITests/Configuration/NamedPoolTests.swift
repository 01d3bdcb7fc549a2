import ArgumentParser
import AuthCore
import FoundationEssentials
import TestSupport
import Testing

@testable import CLI

struct NamedPoolTests {
  private func pools(
    _ arguments: [String],
    _ environment: [String: String] = [:]
  ) throws -> [PoolConfiguration] {
    try PoolOptions.parse(arguments).configured(environment, folder: nil).map(\.configuration)
  }

  @Test func `options win over the environment, and that over the file`() throws {
    let environment = [
      "AUTHTOP_POOL_ID": "us-east-1_E", "AUTHTOP_CLIENT_ID": "e", "AUTHTOP_CONFIG": "/none",
    ]
    #expect(try pools([], environment).map(\.poolID) == ["us-east-1_E"])
    let both = try pools(["--pool-id", "eu-west-1_O"], environment)
    #expect(both.map(\.poolID) == ["eu-west-1_O"] && both.map(\.clientID) == ["e"])
    #expect(throws: CommandFailure.self) { try pools([], ["AUTHTOP_CONFIG": "/none"]) }
  }

  @Test func `half a pool is told`() {
    let failure = #expect(throws: CommandFailure.self) {
      try pools(["--endpoint", "http://127.0.0.1:1"])
    }
    #expect(failure?.message.contains("pool id is missing; nothing was sent") == true)
  }

  @Test func `a region in China has its own host`() throws {
    let found = try pools(["--pool-id", "cn-north-1_A", "--client-id", "c"])
    #expect(found.map(\.endpoint) == ["https://cognito-idp.cn-north-1.amazonaws.com.cn"])
  }

  @Test func `a secret comes from a file and never shows`() throws {
    let arguments = ["--pool-id", "us-east-1_A", "--client-id", "c", "--client-secret-file"]
    let failure = #expect(throws: CommandFailure.self) { try pools(arguments + ["/none"]) }
    #expect(failure?.message.hasPrefix("/none: ") == true)
    #expect(throws: (any Error).self) { try pools(["--client-secret", "s"]) }
  }

  private func file(_ text: String) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c.toml"
    try Data(text.utf8).write(to: URL(filePath: path))
    return (folder, path)
  }

  @Test func `a pool is chosen by its name`() throws {
    let text = "[pools.a]\npool-id='u_A'\nclient-id='c'\n[pools.bee]\npool-id='u_B'\nclient-id='c'"
    let (folder, path) = try file(text)
    #expect(try pools(["--config", path]).map(\.name) == ["a", "bee"])
    #expect(try pools(["--config", path, "--pool", "bee"]).map(\.poolID) == ["u_B"])
    let misspelt = #expect(throws: CommandFailure.self) {
      try pools(["--config", path, "--pool", "be"])
    }
    #expect(misspelt?.message.contains("did you mean bee?") == true)
    // Named on the command line it wins over the environment's pool, and not over an option's.
    let environment = ["AUTHTOP_POOL_ID": "us-east-1_E", "AUTHTOP_CLIENT_ID": "e"]
    #expect(try pools(["--config", path, "--pool", "a"], environment).map(\.poolID) == ["u_A"])
    #expect(throws: CommandFailure.self) {
      try pools(["--config", path, "--pool", "a", "--pool-id", "u_X", "--client-id", "c"])
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `Amplify's file stands beside the named pools, and a name taken twice is told`() throws
  {
    let (folder, path) = try file("[pools.amplify]\npool-id='u_A'\nclient-id='c'")
    let outputs = folder.path + "/amplify_outputs.json"
    try Data(AmplifyFilesTests.outputs.utf8).write(to: URL(filePath: outputs))
    let options = try PoolOptions.parse(["--config", path])
    let failure = #expect(throws: CommandFailure.self) {
      try options.configured([:], folder: folder.path)
    }
    #expect(failure?.message.contains(path) == true && failure?.message.contains(outputs) == true)
    try Data("[pools.own]\npool-id='u_A'\nclient-id='c'".utf8).write(to: URL(filePath: path))
    let both = try options.configured([:], folder: folder.path)
    #expect(both.map(\.configuration.name) == ["own", "amplify"])
    #expect(both.map(\.origin) == [.configuration, .found])
    let named = try PoolOptions.parse(["--config", path, "--outputs", outputs])
      .configured([:], folder: nil)
    #expect(named.last?.origin == .outputs)
  }

  @Test func `a secret and a domain are laid over the one configured pool`() throws {
    let text =
      "[pools.a]\npool-id='u_A'\nclient-id='c'\ndomain='old.example.com'\nscopes=['openid']"
    let (folder, path) = try file(text)
    let secret = folder.path + "/secret"
    try Data("s3cret\n".utf8).write(to: URL(filePath: secret))
    let options = ["--config", path]
    let byOption = try pools(
      options + ["--client-secret-file", secret, "--oauth-domain", "login.example.com/"]
    )
    let byVariable = try pools(
      options,
      ["AUTHTOP_CLIENT_SECRET_FILE": secret, "AUTHTOP_OAUTH_DOMAIN": "login.example.com"]
    )
    for pool in [byOption, byVariable].compactMap(\.first) {
      #expect(pool.clientSecret == ClientSecret("s3cret") && pool.name == "a")
      #expect(pool.oauth?.domain == "https://login.example.com")
      #expect(pool.oauth?.scopes == ["openid"])
    }
    for (name, value) in [("client-secret-file", "/no/such"), ("oauth-domain", "http://a.example")]
    {
      let wrong = #expect(throws: CommandFailure.self) {
        try pools(options + ["--\(name)", value])
      }
      #expect(wrong?.code == 2)
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `a secret or a domain that could be any pool's is refused, not passed over`() throws {
    let text = "[pools.a]\npool-id='u_A'\nclient-id='c'\n[pools.b]\npool-id='u_B'\nclient-id='c'"
    let (folder, path) = try file(text)
    let options = ["--config", path]
    let domain = ["--oauth-domain", "login.example.com"]
    let several = #expect(throws: CommandFailure.self) { try pools(options + domain) }
    #expect(several?.code == 2 && several?.message.contains("several (a, b)") == true)
    let left = #expect(throws: CommandFailure.self) {
      try pools(options, ["AUTHTOP_OAUTH_DOMAIN": "login.example.com"])
    }
    #expect(left?.message.hasPrefix("AUTHTOP_OAUTH_DOMAIN belongs to one pool") == true)
    let none = #expect(throws: CommandFailure.self) { try pools(domain, ["HOME": folder.path]) }
    #expect(none?.code == 2 && none?.message.contains("none is configured") == true)
    let named = try pools(options + domain + ["--pool", "b"])
    #expect(named.map(\.oauth?.domain) == ["https://login.example.com"])
    // The environment's pool is set aside as a whole when another is named.
    let environment = [
      "AUTHTOP_POOL_ID": "us-east-1_E", "AUTHTOP_CLIENT_ID": "e",
      "AUTHTOP_OAUTH_DOMAIN": "other.example.com", "AUTHTOP_CLIENT_SECRET_FILE": "/none",
    ]
    let aside = try pools(options + ["--pool", "a"], environment)
    #expect(aside.map(\.oauth) == [nil] && aside.map(\.clientSecret) == [nil])
    withExtendedLifetime(folder) {}
  }

  @Test func `an Amplify file that is named wins over the environment, and not over options`()
    throws
  {
    let (folder, path) = try file("")
    let outputs = folder.path + "/outputs.json"
    try Data(AmplifyFilesTests.outputs.utf8).write(to: URL(filePath: outputs))
    let arguments = ["--config", path, "--outputs", outputs]
    let environment = ["AUTHTOP_POOL_ID": "us-east-1_E", "AUTHTOP_CLIENT_ID": "e"]
    #expect(try pools(arguments, environment).map(\.name) == ["amplify"])
    let both = #expect(throws: CommandFailure.self) {
      try pools(arguments + ["--pool-id", "us-east-1_O", "--client-id", "o"])
    }
    #expect(both?.code == 2 && both?.message.hasPrefix("--outputs names") == true)
    withExtendedLifetime(folder) {}
  }

  @Test func `a managed-login domain is taken with or without its scheme`() throws {
    let arguments = ["--pool-id", "us-east-1_A", "--client-id", "c", "--oauth-domain"]
    let pool = try pools(arguments + ["login.example.com/"]).first
    #expect(pool?.oauth?.domain == "https://login.example.com")
    #expect(throws: CommandFailure.self) { try pools(arguments + ["http://login.example.com"]) }
  }
}
