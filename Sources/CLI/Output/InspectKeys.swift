import AuthCore

/// Key sets by their text: a set that many tokens share is read once.
struct InspectKeys {
  /// Sets that are kept; when there are more, all are forgotten.
  private static let limit = 256
  private var known: [[UInt8]: Verifier.Keys] = [:]

  mutating func keys(_ text: [UInt8]) -> Verifier.Keys {
    if let keys = known[text] { return keys }
    if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
    let keys = Self.read(text)
    known[text] = keys
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
