/// A storage that lists a part at a time, so that a screen has its first rows before all are read.
public protocol PagedStorage: ListingStorage {
  /// At most so many items whose key begins with a prefix and comes after a key, ordered by the
  /// keys' UTF-8 bytes.
  ///
  /// The next page begins after the last key of this one; a page shorter than the limit is the
  /// last. Pages are not of one moment: what is written between two of them may be missed.
  func items(
    withPrefix prefix: String,
    after key: String?,
    limit: Int
  ) async throws -> [StorageItem]
}
