import Testing

@testable import CLI

struct LifetimeTests {
  @Test(
    arguments: [("30s", 30), ("5m", 300), ("1h", 3600), ("30d", 2_592_000), ("90", 90)]
      as [(String, Int64)]
  )
  func `a length of time is seconds`(text: String, seconds: Int64) {
    #expect(Lifetime(argument: text) == Lifetime(seconds: seconds))
  }

  @Test(arguments: ["", "-1s", "1y", "soon"])
  func `anything else is refused`(text: String) {
    #expect(Lifetime(argument: text) == nil)
  }

  @Test func `a default is written as it would be typed`() {
    #expect(Lifetime(seconds: 3600).defaultValueDescription == "60m")
    #expect(Lifetime(seconds: 30 * 86400).defaultValueDescription == "30d")
  }
}
