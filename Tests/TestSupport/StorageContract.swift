/// What every storage promises, as cases that a test runs against an empty one.
package enum StorageContract {
  /// One promise; the check throws a breach when the storage does not keep it.
  package struct Case<Storage>: Sendable, CustomStringConvertible {
    package let name: String
    package let check: @Sendable (Storage) async throws -> Void

    package init(_ name: String, _ check: @escaping @Sendable (Storage) async throws -> Void) {
      self.name = name
      self.check = check
    }

    package var description: String { name }
  }

  /// A promise that was not kept, in words.
  package struct Breach: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
      self.description = description
    }
  }

  static func require(_ condition: Bool, _ promise: String) throws {
    guard condition else { throw Breach(promise) }
  }

  /// Whether two texts are the same bytes; Swift's equality would let other spellings pass.
  static func same(_ left: String?, _ right: String?) -> Bool {
    left.map { Array($0.utf8) } == right.map { Array($0.utf8) }
  }

  /// Texts that storages are known to confuse, cut or change.
  package static let oddTexts = [
    "", " ", "\n", "a.b.c", "..", "%", "_", "a%b_c", "'", "\"", "\\", ";--", "\u{7F}", "\u{1}",
    "\u{E9}", "e\u{301}", "\u{212A}", "K", "\u{FEFF}", "\u{FFFF}", "\u{10FFFF}", "\u{202E}abc",
    "日本語", "👩‍👩‍👧", "ß", "ẞ", "İ", "null", "nil", "0", "-1", "1e999", "true", "{}", "\u{0}tail",
    "a\u{0}b",
  ]
}
