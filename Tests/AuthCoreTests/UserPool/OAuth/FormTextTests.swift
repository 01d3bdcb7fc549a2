import AuthCore
import Testing

struct FormTextTests {
  @Test func `what was encoded is read back, whatever it is`() {
    let fields = [
      FormText.Field("a b", "c&d=e+f"), FormText.Field("é", "雪\n\u{0}%"), FormText.Field("", ""),
    ]
    #expect(FormText.decode(FormText.encode(fields)) == fields)
    #expect(FormText.encode([FormText.Field("s", "a b~c")]) == "s=a%20b~c")
  }

  @Test func `a plus is a space in a form, and a lone name has no value`() {
    #expect(FormText.decode("a=b+c&d") == [FormText.Field("a", "b c"), FormText.Field("d", "")])
    #expect(FormText.decode("") == [])
    #expect(FormText.unescaped("a+b%2B") == "a+b+")
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "%FF=a", "a=%C3%28"])
  func `a broken escape makes the whole text unreadable`(text: String) {
    #expect(FormText.decode(text) == nil)
  }

  @Test func `a name that comes twice has no value`() {
    let fields = FormText.decode("code=a&code=b&state=s")
    #expect(fields?["code"] == nil)
    #expect(fields?["state"] == "s")
  }
}
