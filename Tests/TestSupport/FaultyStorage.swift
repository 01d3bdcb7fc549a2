package import AuthCore

/// A storage without any refinement whose calls fail where a test says so; what was written before
/// a failure stays.
package actor FaultyStorage: KeyValueStorage {
  private var values: [String: String]
  private var writesLeft = Int.max
  private var failuresLeft = 0
  private var readsLeft = Int.max
  private var readFailure = StorageError.failed(reason: "no more reads")
  private var failure = StorageError.full(reason: "no more writes")
  /// Values that are kept otherwise than they were given.
  private let mangles: Bool

  package init(_ values: [String: String] = [:], mangles: Bool = false) {
    self.values = values
    self.mangles = mangles
  }

  /// Lets so many writes through from now on, fails so many, and lets the rest through again.
  package func allow(
    writes: Int,
    thenFailing failures: Int = .max,
    with failure: StorageError = .full(reason: "no more writes")
  ) {
    self.failure = failure
    writesLeft = writes
    failuresLeft = failures
  }

  /// Lets so many reads through from now on.
  package func allow(
    reads: Int,
    thenFailing failure: StorageError = .failed(reason: "no more reads")
  ) {
    readFailure = failure
    readsLeft = reads
  }

  package var items: [String: String] { values }

  package func setItem(_ value: String, forKey key: String) throws {
    try write()
    values[key] = mangles ? value + "?" : value
  }

  package func getItem(_ key: String) throws -> String? {
    guard readsLeft > 0 else { throw readFailure }
    readsLeft -= 1
    return values[key]
  }

  package func removeItem(_ key: String) throws {
    try write()
    values[key] = nil
  }

  package func clear() throws {
    try write()
    values = [:]
  }

  private func write() throws {
    if writesLeft > 0 {
      writesLeft -= 1
    } else if failuresLeft > 0 {
      failuresLeft -= 1
      throw failure
    }
  }
}
