import AuthCore
import Testing

struct TokenTextTests {
  @Test(arguments: TokenKind.allCases)
  func `no description shows the token`(kind: TokenKind) {
    let token = TokenText("canary", kind: kind)
    var dumped = ""
    dump(["token": [token]], to: &dumped)
    let optional: TokenText? = token
    let texts = [
      "\(token)", String(describing: token), String(reflecting: token), dumped,
      "\([token])", String(reflecting: ["key": token]), String(describing: optional),
      String(describing: Mirror(reflecting: token).children.map(\.value)),
    ]
    for text in texts { #expect(!text.contains("canary"), "\(text.count) characters") }
    #expect("\(token)" == "\(kind.title), 6 bytes")
    #expect(token.reveal() == "canary")
  }

  @Test func `the length is in bytes`() {
    #expect(TokenText("ü", kind: .id).byteCount == 2)
  }
}
