import AuthCore

/// A part of all items, by prefix and place.
enum ItemPage {
  /// At most so many of the items whose key begins with a prefix and comes after a key; the items
  /// are in the order of their keys' bytes.
  static func items(
    _ items: [StorageItem],
    withPrefix prefix: String,
    after key: String?,
    limit: Int
  ) -> [StorageItem] {
    let found = items.lazy.filter { item in
      item.key.utf8.starts(with: prefix.utf8)
        && key.map { $0.utf8.lexicographicallyPrecedes(item.key.utf8) } ?? true
    }
    return Array(found.prefix(max(0, limit)))
  }
}
