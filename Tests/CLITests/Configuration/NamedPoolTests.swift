import ArgumentParser
import AuthCore
import TestSupport
import Testing

@testable import CLI

struct NamedPoolTests {
  private func pools(
    _ arguments: [String],
    _ environment: [String: String] = [:]
  ) throws -> [PoolConfiguration] {
    try PoolOptions.parse(arguments).pools(environment)
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
}
