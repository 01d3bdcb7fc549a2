import AuthCore
import TestSupport
import Testing

/// Where a session's refresh token may travel to.
struct PoolsTests {
  private let pool = ScriptedPool()

  private func pools(_ configurations: [PoolConfiguration] = []) -> Pools {
    Pools(configurations) { [pool] _ in pool.userPool }
  }

  private func configuration(_ poolID: String, _ clientID: String) -> PoolConfiguration {
    PoolConfiguration(
      name: poolID,
      endpoint: "http://127.0.0.1:1",
      poolID: poolID,
      clientID: clientID
    )
  }

  @Test(arguments: [
    (
      "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A",
      "https://cognito-idp.us-east-1.amazonaws.com"
    ),
    (
      "https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_A",
      "https://cognito-idp.us-east-1.amazonaws.com"
    ),
    (
      "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A",
      "https://cognito-idp.cn-north-1.amazonaws.com.cn"
    ),
    (
      "https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_A",
      "https://cognito-idp.us-gov-west-1.amazonaws.com"
    ),
    (
      "https://cognito-idp.eusc-de-east-1.amazonaws.eu/eusc-de-east-1_A",
      "https://cognito-idp.eusc-de-east-1.amazonaws.eu"
    ),
    (
      "https://issuer-cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A",
      "https://cognito-idp.cn-north-1.amazonaws.com.cn"
    ),
  ])
  func `an issuer of Amazon's names its endpoint`(issuer: String, endpoint: String) {
    let found = pools().configuration(clientID: "c", issuer: issuer)
    #expect(found?.endpoint == endpoint)
    #expect(found?.clientID == "c")
  }

  @Test(arguments: [
    "http://cognito-idp.us-east-1.amazonaws.com/us-east-1_A",
    "https://evil.example/us-east-1_A",
    "https://cognito-idp.us-east-1.amazonaws.com.evil.example/us-east-1_A",
    "https://cognito-idp.us-east-1.amazonaws.com@evil.example/us-east-1_A",
    "https://a@cognito-idp.us-east-1.amazonaws.com/us-east-1_A",
    "https://cognito-idp.us-east-1.amazonaws.com:444/us-east-1_A",
    "https://cognito-idp.us-east-1.amazonaws.com/x/us-east-1_A",
    "https://cognito-idp.us-east-1.amazonaws.com/us-west-2_A",
    "https://cognito-idp.us-east-1.amazonaws.eu/us-east-1_A",
    "https://cognito-idp.us-east-1.amazonaws.com.cn/us-east-1_A",
    "https://cognito-idp.evil.example/.amazonaws.com/evil.example/_A",
    "https://cognito-idp.evil.example#.amazonaws.com/evil.example#_A",
    "https://cognito-idp.US-EAST-1.amazonaws.com/US-EAST-1_A",
    "https://cognito-idp..amazonaws.com/_A", "https:///", "", "us-east-1_A",
    "http://127.0.0.1:1/us-east-1_Demo",
  ])
  func `any other issuer names no endpoint`(issuer: String) {
    #expect(pools().configuration(clientID: "c", issuer: issuer) == nil)
  }

  @Test func `a pool at Amazon's wins over one that stands for it behind another endpoint`() {
    let direct = "https://cognito-idp.us-east-1.amazonaws.com"
    let configurations = ["https://login.example", direct].map {
      PoolConfiguration(name: $0, endpoint: $0, poolID: "us-east-1_A", clientID: "c")
    }
    let pools = pools(configurations)
    for endpoint in configurations.map(\.endpoint) {
      let found = pools.configuration(clientID: "c", issuer: endpoint + "/us-east-1_A")
      #expect(found?.endpoint == endpoint)
    }
    let alone = self.pools([configurations[0]])
    let found = alone.configuration(clientID: "c", issuer: direct + "/us-east-1_A")
    #expect(found?.endpoint == "https://login.example")
  }

  @Test func `the configured pool of the client wins over what a token says`() {
    let pools = pools([configuration("us-east-1_A", "c"), configuration("us-east-1_B", "c")])
    let issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_"
    #expect(pools.configuration(clientID: "c", issuer: issuer + "B")?.poolID == "us-east-1_B")
    #expect(
      pools.configuration(clientID: "c", issuer: issuer + "C")?.endpoint == "http://127.0.0.1:1"
    )
    #expect(pools.configuration(clientID: "c", issuer: nil)?.poolID == "us-east-1_A")
    #expect(pools.configuration(clientID: "other", issuer: nil) == nil)
  }
}
