import AuthCore

/// The items of a terminal session and the file that they make.
struct SessionItems: Sendable {
  private static let header = Array("authtop terminal session 1\n".utf8)

  /// By the bytes of the key, because texts that are equal to Swift may be two keys.
  private var values: [[UInt8]: String] = [:]

  /// Takes a file apart; nil is a file that does not exist yet.
  init(_ bytes: [UInt8]?) throws {
    guard let bytes else { return }
    guard bytes.starts(with: Self.header) else {
      throw StorageError.corrupt(reason: "the terminal session's file was not made by authtop")
    }
    for line in bytes.dropFirst(Self.header.count).split(separator: 0x0A) {
      let fields = line.split(separator: 0x20, omittingEmptySubsequences: false)
      guard fields.count == 2, let key = PercentEncoding.decoded(fields[0]),
        let value = PercentEncoding.decoded(fields[1])
      else { throw StorageError.corrupt(reason: "a line of the terminal session's file") }
      values[Array(key.utf8)] = value
    }
  }

  /// The whole file: a line an item, key and value as percent-encoded texts.
  var bytes: [UInt8] {
    values.reduce(into: Self.header) { bytes, item in
      bytes += PercentEncoding.encoded(String(decoding: item.key, as: UTF8.self))
      bytes.append(0x20)
      bytes += PercentEncoding.encoded(item.value)
      bytes.append(0x0A)
    }
  }

  subscript(key: String) -> String? {
    get { values[Array(key.utf8)] }
    set { values[Array(key.utf8)] = newValue }
  }

  mutating func clear() { values = [:] }

  /// The items in the order of their keys' bytes.
  var items: [StorageItem] {
    values.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { StorageItem(key: String(decoding: $0.key, as: UTF8.self), value: $0.value) }
  }
}
