package import AuthCore

extension HelperStorage: LimitedStorage {
  package func obstacle(to value: String, forKey key: String) async -> StorageError? {
    if value.utf8.contains(0) || key.utf8.contains(0) {
      return .failed(reason: "a helper takes no text with a null character")
    }
    // A value comes back as a JSON text in an object, in one answer.
    let bytes = JSONText.string(value).utf8.count + 64
    return bytes > limits.answerBytes
      ? .tooLarge(key: key, bytes: bytes, limit: limits.answerBytes) : nil
  }

  package var losses: [String] {
    get async {
      guard let can = try? await capabilities() else { return [] }
      var losses: [String] = []
      if !can.contains(.keys) {
        losses.append("this helper cannot list: only the pointer's user will be seen there")
      }
      if !can.contains(.batch) {
        losses.append("this helper writes one key after the other: a crash may leave a part")
      }
      if !can.contains(.watch) {
        losses.append("this helper tells of no changes: Ctrl-R reads it again")
      }
      return losses
    }
  }
}
