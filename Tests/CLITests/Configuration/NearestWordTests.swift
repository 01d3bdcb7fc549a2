import Testing

@testable import CLI

struct NearestWordTests {
  @Test(arguments: [
    ("client_id", "client-id"), ("clientid", "client-id"), ("Pool-Id", "pool-id"),
    ("endpont", "endpoint"), ("pool-di", "pool-id"), ("frobnicate", nil), ("", nil),
  ])
  func `a slip of the hand has its word, another name has none`(word: String, meant: String?) {
    #expect(NearestWord.to(word, among: ["client-id", "pool-id", "endpoint"]) == meant)
  }
}
