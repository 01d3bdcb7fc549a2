extension Int {
  /// A number of stored keys in words.
  package var keys: String { self == 1 ? "1 key" : "\(self) keys" }
}
