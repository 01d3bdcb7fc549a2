import TestSupport
import Testing

@testable import AuthCore

struct KeySetCacheTests {
  private let keys: VerificationKeys
  private let issuer = Expectations.issuer

  init() throws {
    keys = try VerificationKeys.shared.get()
  }

  private func set(_ kids: String...) throws -> KeySet {
    try VerificationKeys.set(kids.map { keys["EdDSA"].json(["kid": "\"\($0)\""]) })
  }

  @Test func `a key is downloaded once and then used by its kid with its age`() throws {
    var cache = KeySetCache()
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: 0) == .download)
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: 1) == .wait)
    #expect(cache.handle(.wanted(kid: "b", issuer: issuer), at: 2) == .wait)
    #expect(
      cache.handle(.downloaded(try set("a"), issuer: issuer), at: 100)
        == .changed(added: ["a"], removed: [])
    )
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: 400) == .use(age: 300, renew: false)
    )
    #expect(cache.keys(of: issuer)?.at == 100)
    #expect(cache.keys(of: "https://other.example") == nil)
  }

  @Test func `an old set serves while it is had anew, once`() throws {
    var cache = KeySetCache()
    _ = cache.handle(.wanted(kid: "a", issuer: issuer), at: 0)
    _ = cache.handle(.downloaded(try set("a"), issuer: issuer), at: 0)
    let day = KeySetCache.freshness
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: day) == .use(age: day, renew: true))
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: day + 1)
        == .use(age: day + 1, renew: false)
    )
  }

  @Test func `a rotated key costs one download, a removed one is told from one never published`()
    throws
  {
    var cache = KeySetCache()
    _ = cache.handle(.wanted(kid: "a", issuer: issuer), at: 0)
    _ = cache.handle(.downloaded(try set("a", "b"), issuer: issuer), at: 1000)
    #expect(
      cache.handle(.wanted(kid: "c", issuer: issuer), at: 2000)
        == .refuse(.neverPublished, retryAt: 10_000)
    )
    #expect(cache.handle(.wanted(kid: "c", issuer: issuer), at: 10_000) == .download)
    #expect(
      cache.handle(.downloaded(try set("b", "c"), issuer: issuer), at: 10_500)
        == .changed(added: ["c"], removed: ["a"])
    )
    #expect(
      cache.handle(.wanted(kid: "c", issuer: issuer), at: 10_600) == .use(age: 100, renew: false)
    )
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: 11_000)
        == .refuse(.removed(lastSeen: 10_000), retryAt: 20_000)
    )
    #expect(
      cache.handle(.wanted(kid: "d", issuer: issuer), at: 11_000)
        == .refuse(.neverPublished, retryAt: 20_000)
    )
    // Published again.
    _ = cache.handle(.wanted(kid: "a", issuer: issuer), at: 20_000)
    _ = cache.handle(.downloaded(try set("a"), issuer: issuer), at: 20_001)
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: 20_001) == .use(age: 0, renew: false)
    )
  }

  @Test func `failed downloads are counted and wait like the others`() throws {
    var cache = KeySetCache()
    _ = cache.handle(.wanted(kid: "a", issuer: issuer), at: 0)
    #expect(cache.handle(.failed(reason: "503", issuer: issuer), at: 10) == .noted)
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: 20)
        == .refuse(.unavailable(failures: 1, reason: "503"), retryAt: 10_000)
    )
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: 10_000) == .download)
    // No report in a minute counts as a failure, and the next may begin.
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: 69_999) == .wait)
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: 70_000) == .download)
    _ = cache.handle(.failed(reason: "reset", issuer: issuer), at: 70_001)
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: 70_002)
        == .refuse(.unavailable(failures: 3, reason: "reset"), retryAt: 80_000)
    )
    _ = cache.handle(.wanted(kid: "a", issuer: issuer), at: 80_000)
    _ = cache.handle(.downloaded(try set("a"), issuer: issuer), at: 80_001)
    #expect(
      cache.handle(.wanted(kid: "b", issuer: issuer), at: 80_002)
        == .refuse(.neverPublished, retryAt: 90_000)
    )
  }

  @Test func `a set that comes late serves, and leaves the download after it under way`() throws {
    var cache = KeySetCache()
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: 0) == .download)
    let late = KeySetCache.patience
    #expect(cache.handle(.wanted(kid: "a", issuer: issuer), at: late) == .download)
    #expect(
      cache.handle(.arrivedLate(try set("a"), issuer: issuer), at: late + 1)
        == .changed(added: ["a"], removed: [])
    )
    #expect(
      cache.handle(.wanted(kid: "a", issuer: issuer), at: late + 2) == .use(age: 1, renew: false)
    )
    let next = late + KeySetCache.interval
    #expect(cache.handle(.wanted(kid: "b", issuer: issuer), at: next) == .wait)
    _ = cache.handle(.downloaded(try set("a"), issuer: issuer), at: next)
    #expect(cache.handle(.wanted(kid: "b", issuer: issuer), at: next) == .download)
  }

  @Test(arguments: [1, 2, 3])
  func `10000 unknown kids in a minute cost at most seven downloads an issuer`(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    var cache = KeySetCache()
    var downloads: [String: Int] = [:]
    var open: [(issuer: String, at: Int64)] = []
    for step in 0..<10_000 {
      let now = Int64(step) * 6
      let issuer = Bool.random(using: &random) ? "one" : "two"
      let kid = "k\(UInt64.random(in: 0...(.max), using: &random))"
      if cache.handle(.wanted(kid: kid, issuer: issuer), at: now) == .download {
        downloads[issuer, default: 0] += 1
        open.append((issuer, now + Int64.random(in: 0...3000, using: &random)))
      }
      for flight in open where flight.at <= now {
        let event: KeySetCache.Event =
          Bool.random(using: &random)
          ? .failed(reason: "500", issuer: flight.issuer)
          : .downloaded(try VerificationKeys.set([]), issuer: flight.issuer)
        _ = cache.handle(event, at: now)
      }
      open.removeAll { $0.at <= now }
    }
    #expect(downloads["one"] ?? 0 <= 7)
    #expect(downloads["two"] ?? 0 <= 7)
    #expect(downloads["one"] ?? 0 >= 5)
  }
}
