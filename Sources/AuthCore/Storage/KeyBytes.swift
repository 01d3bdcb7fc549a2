/// A key as its UTF-8 bytes, which is how every storage tells keys apart and orders them.
///
/// Swift's strings compare by canonical equivalence: a decomposed and a composed user name would
/// be one key, and one user's tokens would overwrite the other's.
struct KeyBytes: Hashable, Comparable {
  let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func hasPrefix(_ prefix: KeyBytes) -> Bool { bytes.starts(with: prefix.bytes) }

  static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension String {
  /// Whether two texts are the same bytes; `==` would take a decomposed name for a composed one.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { mine.elementsEqual($0) }
    }.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether a text comes before another by the order of their UTF-8 bytes.
  package func isBefore(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// The bytes as a key for dictionaries and sets.
  package var bytes: [UInt8] { Array(utf8) }
}

extension String? {
  /// Whether there is a text and it is the same bytes.
  package func hasSameBytes(as other: String) -> Bool {
    map { $0.hasSameBytes(as: other) } ?? false
  }
}
