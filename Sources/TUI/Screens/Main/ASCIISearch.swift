/// Finds lower-case words in texts whatever their case, byte by byte where all is ASCII.
///
/// A hundred thousand sessions are searched at each key: no text is copied for that.
enum ASCIISearch {
  /// Whether the word stands in the text; nil when either is not ASCII throughout.
  static func contains(_ text: String, _ word: String) -> Bool? {
    with(text, word) { text, word in
      guard let first = word.first else { return true }
      guard text.count >= word.count else { return text.allSatisfy(isASCII) ? false : nil }
      for start in 0...(text.count - word.count) where lower(text[start]) == first {
        if (1..<word.count).allSatisfy({ lower(text[start + $0]) == word[$0] }) { return true }
      }
      return text.allSatisfy(isASCII) ? false : nil
    }
  }

  /// Whether the word's letters stand in the text in their order; nil when it is not ASCII.
  static func hasInOrder(_ text: String, _ word: String) -> Bool? {
    with(text, word) { text, word in
      var next = 0
      for byte in text {
        guard next < word.count else { return true }
        guard isASCII(byte) else { return nil }
        if lower(byte) == word[next] { next += 1 }
      }
      return next == word.count
    }
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private static func with(
    _ text: String,
    _ word: String,
    _ body: (Bytes, Bytes) -> Bool?
  ) -> Bool? {
    let result = text.utf8.withContiguousStorageIfAvailable { text -> Bool? in
      let inner = word.utf8.withContiguousStorageIfAvailable { word -> Bool? in
        word.allSatisfy(isASCII) ? body(text, word) : nil
      }
      return inner ?? nil
    }
    return result ?? nil
  }

  private static func isASCII(_ byte: UInt8) -> Bool { byte < 0x80 }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
