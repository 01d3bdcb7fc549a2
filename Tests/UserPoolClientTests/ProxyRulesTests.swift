import Testing

@testable import UserPoolClient

@Suite struct ProxyRulesTests {
  @Test func `HTTPS_PROXY wins over ALL_PROXY, and the lower-case name over the other`() throws {
    func host(_ environment: [String: String]) throws -> String? {
      try ProxyRules(environment: environment).proxy(for: "pool.example")?.host
    }
    #expect(try host([:]) == nil)
    #expect(try host(["HTTP_PROXY": "http://a:1"]) == nil)
    #expect(try host(["ALL_PROXY": "http://a:1"]) == "a")
    #expect(try host(["ALL_PROXY": "http://a:1", "HTTPS_PROXY": "http://b:1"]) == "b")
    #expect(try host(["https_proxy": "c:1", "HTTPS_PROXY": "http://b:1"]) == "c")
    #expect(try host(["HTTPS_PROXY": ""]) == nil)
  }

  @Test(arguments: [
    ("pool.example", true), ("a.pool.example", true), ("POOL.example", true),
    ("notpool.example", false), ("inner.test", true), ("x.inner.test", true), ("test", false),
  ])
  func `an exception covers a name and all below it`(host: String, isDirect: Bool) throws {
    let rules = ProxyRules(environment: [
      "HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "pool.example, .inner.test",
    ])
    #expect((try rules.proxy(for: host) == nil) == isDirect)
  }

  @Test func `a star excepts everything, and loopback needs no exception`() throws {
    let proxy = ["HTTPS_PROXY": "http://proxy:3128"]
    let all = ProxyRules(environment: proxy.merging(["NO_PROXY": "*"]) { $1 })
    #expect(try all.proxy(for: "pool.example") == nil)
    let rules = ProxyRules(environment: proxy)
    for host in ["127.0.0.1", "127.1.2.3", "localhost", "::1"] {
      #expect(try rules.proxy(for: host) == nil)
    }
  }

  @Test func `ports and kinds are read`() throws {
    func proxy(_ text: String) throws -> ProxyRules.Proxy? {
      ProxyRules(environment: ["HTTPS_PROXY": text]).anyProxy
    }
    #expect(try proxy("http://p:3128/")?.port == 3128)
    #expect(try proxy("p")?.port == 80)
    #expect(try proxy("socks5://p")?.port == 1080)
    #expect(try proxy("socks5h://p:9")?.isSOCKS == true)
    #expect(try proxy("socks://p/")?.isSOCKS == true)
  }

  @Test(arguments: ["https://p:1", "http://", "ftp://p", "socks5://u:secret@p"])
  func `a proxy that cannot be spoken to is told without its value, to whoever needs it`(
    text: String
  ) throws {
    let rules = ProxyRules(environment: ["ALL_PROXY": text, "NO_PROXY": "inner.test"])
    #expect(try rules.proxy(for: "127.0.0.1") == nil)
    #expect(try rules.proxy(for: "inner.test") == nil)
    let fault = #expect(throws: ConnectionFault.self) { try rules.proxy(for: "pool.example") }
    #expect(fault?.description.hasPrefix("ALL_PROXY: ") == true)
    #expect(fault?.description.contains("secret") == false)
  }
}
