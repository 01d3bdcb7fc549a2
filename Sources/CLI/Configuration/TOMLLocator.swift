/// Where each key and value of a valid TOML text stands (TOML 1.0.0).
///
/// The TOML library tells places of syntax errors only. This reader finds the rest; it checks
/// nothing, because the library did, and stops at what it does not expect.
struct TOMLLocator {
  /// A step from a table or a list to what is in it.
  enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  /// Where a key begins and where its value does, in bytes.
  struct Spot: Equatable {
    var key: Int
    var value: Int
  }

  private(set) var spots: [[Step]: Spot] = [:]
  let bytes: [UInt8]
  var position = 0
  /// How many elements each list of tables has so far.
  private var lists: [[Step]: Int] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var table: [Step] = []
    while skipLines(), position < bytes.count {
      let start = position
      if next == UInt8(ascii: "[") {
        table = header()
      } else {
        pair(in: table)
      }
      guard position > start else { return }
    }
  }

  var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  mutating func skipSpace() {
    while [0x20, 0x09, 0x0D].contains(next) { position += 1 }
  }

  /// Passes over blank lines and comments; always true.
  mutating func skipLines() -> Bool {
    while position < bytes.count {
      skipSpace()
      if next == UInt8(ascii: "#") {
        while position < bytes.count, next != 0x0A { position += 1 }
      }
      guard next == 0x0A else { break }
      position += 1
    }
    return true
  }

  /// `[a.b]` or `[[a.b]]`: the path of the table that follows.
  private mutating func header() -> [Step] {
    position += 1
    let isList = next == UInt8(ascii: "[")
    if isList { position += 1 }
    skipSpace()
    let keys = dottedKey()
    var path: [Step] = []
    for (index, key) in keys.enumerated() {
      path.append(.key(key.name))
      note(path, key: key.offset, value: key.offset)
      if isList, index == keys.count - 1 {
        lists[path, default: 0] += 1
      }
      if let count = lists[path] {
        path.append(.index(count - 1))
        note(path, key: key.offset, value: key.offset)
      }
    }
    skipSpace()
    while next == UInt8(ascii: "]") { position += 1 }
    return path
  }

  private mutating func pair(in table: [Step]) {
    var path = table
    let keys = dottedKey()
    skipSpace()
    guard !keys.isEmpty, next == UInt8(ascii: "=") else { return }
    position += 1
    skipSpace()
    for key in keys {
      path.append(.key(key.name))
      note(path, key: key.offset, value: position)
    }
    value(at: path)
  }

  private mutating func value(at path: [Step]) {
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = quoted()
    case UInt8(ascii: "["): list(at: path)
    case UInt8(ascii: "{"): inlineTable(at: path)
    default:
      let ends = Array(",]}#\n".utf8)
      while position < bytes.count, !ends.contains(next) { position += 1 }
    }
  }

  private mutating func list(at path: [Step]) {
    position += 1
    var index = 0
    while skipLines(), position < bytes.count, next != UInt8(ascii: "]") {
      let start = position
      note(path + [.index(index)], key: position, value: position)
      value(at: path + [.index(index)])
      index += 1
      _ = skipLines()
      if next == UInt8(ascii: ",") { position += 1 }
      guard position > start else { return }
    }
    position += 1
  }

  private mutating func inlineTable(at path: [Step]) {
    position += 1
    while skipLines(), position < bytes.count, next != UInt8(ascii: "}") {
      let start = position
      pair(in: path)
      _ = skipLines()
      if next == UInt8(ascii: ",") { position += 1 }
      guard position > start else { return }
    }
    position += 1
  }

  /// The first mention of a table is its place.
  private mutating func note(_ path: [Step], key: Int, value: Int) {
    if spots[path] == nil { spots[path] = Spot(key: key, value: value) }
  }
}
