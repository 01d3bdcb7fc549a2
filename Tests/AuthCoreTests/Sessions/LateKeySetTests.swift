import AuthCore
import Synchronization
import TestSupport
import Testing

/// A download of keys that was given up as lost, and then comes.
struct LateKeySetTests {
  private final class Uptime: Sendable {
    private let now = Mutex<Int64>(0)
    var read: @Sendable () -> Int64 { { self.now.withLock { $0 } } }
    func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
  }

  private static func keys(_ kid: String) throws -> [UInt8] {
    let key = try VerificationKeys.shared.get()["EdDSA"].json(["kid": "\"\(kid)\""])
    return Array(#"{"keys":[\#(key)]}"#.utf8)
  }

  /// What the signature's axis says after a second download, and then after the first, which ends late.
  ///
  /// Sample tokens name the key `k`, and nobody signed them.
  private func codes(
    second: Result<[UInt8], UserPoolError>
  ) async throws -> (between: VerdictCode?, late: VerdictCode?, downloads: Int) {
    let (began, release, uptime, tokens) = (Bell(), Bell(), Uptime(), SampleTokens())
    let bench = ManagerBench(
      local: MemoryStorage(tokens.items.merging(tokens.pointer) { $1 }),
      uptime: uptime.read
    )
    let good = try Self.keys("k")
    let pool = bench.pool
    bench.pool.onKeySet { () async throws(UserPoolError) in
      guard pool.calls.count == 1 else { return try second.get() }
      began.ring()
      _ = await release.isHeard()
      return good
    }
    let manager = bench.manager
    let first = Task { try await manager.verify(ManagerBench.id()).access?.verdict.signature.code }
    #expect(await began.isHeard())
    uptime.advance(KeySetCache.patience)
    let between = try await manager.verify(ManagerBench.id()).access?.verdict.signature.code
    release.ring()
    return (between, try await first.value, pool.calls.count)
  }

  @Test func `its set serves where there is none`() async throws {
    let codes = try await codes(second: .failure(.unreachable(reason: "down")))
    #expect(codes.between == .keysUnavailable)
    #expect(codes.late == .keyMismatch)
    #expect(codes.downloads == 2)
  }

  @Test func `its set serves where what came after it was none`() async throws {
    let codes = try await codes(second: .success(Array("[]".utf8)))
    #expect(codes.between == .badKeySet)
    #expect(codes.late == .keyMismatch)
  }

  @Test func `its set does not take the place of a newer one`() async throws {
    let codes = try await codes(second: .success(try Self.keys("newer")))
    #expect(codes.between == .kidNotFound)
    #expect(codes.late == .kidNotFound)
  }
}
