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

  @Test func `a managed-login domain is taken with or without its scheme`() throws {
    let arguments = ["--pool-id", "us-east-1_A", "--client-id", "c", "--oauth-domain"]
    let pool = try pools(arguments + ["login.example.com/"]).first
    #expect(pool?.oauth?.domain == "https://login.example.com")
    #expect(throws: CommandFailure.self) { try pools(arguments + ["http://login.example.com"]) }
  }
}
