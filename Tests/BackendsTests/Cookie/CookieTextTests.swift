import AuthCore
import Testing

/// js-cookie's encoding, by the tables of its converter.
struct CookieTextTests {
  @Test(
    arguments: [
      ("Cognito.1ab.alice.accessToken", "Cognito.1ab.alice.accessToken"),
      ("alice@acme.dev", "alice%40acme.dev"), ("a(b)", "a%28b%29"), ("zoë", "zo%C3%AB"),
      ("a b;c,d=e\"f\\", "a%20b%3Bc%2Cd%3De%22f%5C"), ("#$&+^`|", "#$&+^`|"),
      ("-_.!~*'", "-_.!~*'"), ("/:<>?@[]{}", "%2F%3A%3C%3E%3F%40%5B%5D%7B%7D"), ("%", "%25"),
      ("", ""), ("\u{0}\n\t\u{7F}", "%00%0A%09%7F"),
    ]
  )
  func `a name keeps what js-cookie keeps`(key: String, name: String) {
    #expect(String(decoding: CookieText.name(key), as: UTF8.self) == name)
    #expect(CookieText.key(name: name.utf8).map { Array($0.utf8) } == Array(key.utf8))
  }

  @Test(
    arguments: [
      ("a.b-c_d", "a.b-c_d"), ("/:<=>?@[]^`{|}", "/:<=>?@[]^`{|}"), ("#$&+", "#$&+"),
      ("{\"loginId\":\"a\",\"b\":1}", "{%22loginId%22:%22a%22%2C%22b%22:1}"), ("(x)", "(x)"),
      ("50% off; now", "50%25%20off%3B%20now"), ("\\\"", "%5C%22"), ("日", "%E6%97%A5"),
      ("\r\n\u{0}", "%0D%0A%00"), ("", ""),
    ]
  )
  func `a value keeps what js-cookie keeps`(text: String, value: String) {
    #expect(String(decoding: CookieText.value(text), as: UTF8.self) == value)
    #expect(CookieText.text(value: value.utf8).map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(
    arguments: [
      ("\"quoted\"", "quoted"), ("\"half", "hal"), ("\"", ""), ("\"%22a%22\"", "\"a\""),
      ("a\"b", "a\"b"), ("100%", "100%"), ("%zz%41", "%zzA"), ("%4", "%4"), ("%c3%ab", "ë"),
      ("raw ë", "raw ë"), ("%%41", "%A"),
    ]
  )
  func `a value of another program is read as js-cookie reads it`(value: String, text: String) {
    #expect(CookieText.text(value: value.utf8) == text)
  }

  @Test(arguments: ["%", "a%4", "%zz", "%ff", "%c3", "%ed%a0%80", "%c0%80"])
  func `a name that js-cookie passes over has no key`(name: String) {
    #expect(CookieText.key(name: name.utf8) == nil)
  }

  @Test(arguments: ["%ff", "a%c3b", "%ed%a0%80", "%c0%80", "%f5%80%80%80"])
  func `a value that js-cookie passes over has no text`(value: String) {
    #expect(CookieText.text(value: value.utf8) == nil)
  }

  @Test func `a server's name with parentheses is the same key`() {
    #expect(CookieText.key(name: "a(b)".utf8) == "a(b)")
  }
}
