import AuthCore
import Backends
import Testing

/// Amplify's constructor: its defaults and its refusals.
struct CookieOptionsTests {
  @Test func `the defaults are Amplify's`() throws {
    let options = try CookieOptions()
    #expect(options.host == "localhost")
    #expect(options.domain == nil)
    #expect(options.path == "/")
    #expect(options.expires == 365)
    #expect(options.secure)
    #expect(options.sameSite == nil)
  }

  @Test func `an empty path is the root`() throws {
    #expect(try CookieOptions(path: "").path == "/")
  }

  @Test(arguments: ["strict", "lax", "none"])
  func `the three sameSite values are taken`(sameSite: String) throws {
    #expect(try CookieOptions(sameSite: sameSite).sameSite?.rawValue == sameSite)
  }

  @Test(arguments: ["", "Strict", "LAX", "off"])
  func `any other sameSite value is refused in Amplify's words`(sameSite: String) {
    let error = #expect(throws: StorageError.self) { try CookieOptions(sameSite: sameSite) }
    #expect(error.map { "\($0)".contains("\"lax\", \"strict\" or \"none\"") } == true)
  }

  @Test func `sameSite none needs secure`() throws {
    let error = #expect(throws: StorageError.self) {
      try CookieOptions(secure: false, sameSite: "none")
    }
    #expect(error.map { "\($0)".contains("requires the Secure attribute") } == true)
    #expect(throws: Never.self) { try CookieOptions(secure: false, sameSite: "lax") }
  }

  @Test(
    arguments: [
      ("app.example.com", "example.com"), ("example.com", ".Example.COM"), ("10.0.0.1", "10.0.0.1"),
    ]
  )
  func `a domain of the host is taken`(host: String, domain: String) throws {
    let options = try CookieOptions(host: host, domain: domain)
    #expect(options.domain == options.domain?.lowercased())
    #expect(options.domain?.hasPrefix(".") == false)
  }

  @Test(
    arguments: [
      ("example.com", "app.example.com"), ("notexample.com", "example.com"),
      ("10.0.0.1", "0.0.1"), ("a", "b"),
    ]
  )
  func `a domain of somebody else is refused`(host: String, domain: String) {
    #expect(throws: StorageError.self) { try CookieOptions(host: host, domain: domain) }
  }

  @Test(arguments: ["a\tb", "a b", "a;b", "a\nb", "\u{0}", "é"])
  func `what no jar can hold is refused`(text: String) {
    #expect(throws: StorageError.self) { try CookieOptions(host: text) }
    #expect(throws: StorageError.self) { try CookieOptions(path: "/" + text) }
  }

  @Test func `a path begins with a slash`() {
    #expect(throws: StorageError.self) { try CookieOptions(path: "app") }
  }
}
