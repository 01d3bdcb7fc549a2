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
