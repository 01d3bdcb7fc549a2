import AuthCore
import Synchronization

/// Key sets by their text: a set that many tokens share is read once, for all threads.
final class InspectKeys: Sendable {
  /// Sets that are kept; when there are more, all are forgotten.
  private static let limit = 256
  private let known = Mutex<[[UInt8]: Verifier.Keys]>([:])

  func keys(_ text: [UInt8]) -> Verifier.Keys {
    if let keys = known.withLock({ $0[text] }) { return keys }
    // Two threads may read the same set at first, which costs a little and harms nothing.
    let keys = Self.read(text)
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
      known[text] = keys
    }
    return keys
  }

  static func read(_ text: [UInt8], date: NumericDate? = nil) -> Verifier.Keys {
    do throws(KeySetError) {
      return .set(try KeySet(text), date: date)
    } catch {
      return .unusable(error)
    }
  }
}
