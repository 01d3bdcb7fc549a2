import AuthCore
import Testing

@Suite struct HTTPDateTests {
  @Test func `the example of RFC 9110 is read and written`() {
    let date = HTTPDate.parse("Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(date == NumericDate(seconds: 784_111_777))
    #expect(HTTPDate.text(NumericDate(seconds: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func `every day of forty years comes back`() {
    for day in stride(from: Int64(0), through: 20_000, by: 1) {
      let date = NumericDate(seconds: day * 86400 + 12_345)
      #expect(HTTPDate.parse(HTTPDate.text(date)) == date)
    }
  }

  @Test(arguments: [
    "", "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994", "Mon, 06 Nov 1994 08:49:37 GMT", "Wed, 30 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:+7 GMT", "Sun, 06 Nov 1994 08:49 GMT",
  ])
  func `any other form or a date that is none is refused`(text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }
}
