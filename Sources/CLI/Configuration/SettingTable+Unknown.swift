extension SettingTable {
  /// Refuses every setting that is not among the known ones: in authtop's own files a name that
  /// means nothing is a mistake.
  func refuseUnknown(_ known: [String]) throws {
    for name in names where !known.contains(name) {
      let hint =
        NearestWord.to(name, among: known).map { "did you mean \"\($0)\"?" }
        ?? "there are: \(known.joined(separator: ", "))"
      throw failure(place(of: name), "there is no setting \"\(name)\"; \(hint)")
    }
  }

  /// Refuses misspelt names in a file that somebody else's tool writes and extends: a name that is
  /// nearly a known one, which itself is absent.
  func refuseMisspelt(_ known: [String]) throws {
    for name in names where !known.contains(name) {
      guard let meant = NearestWord.to(name, among: known), self[meant] == nil else { continue }
      throw failure(place(of: name), "\"\(name)\" is here where \"\(meant)\" was expected")
    }
  }

  /// A string that must be there and must not be empty.
  func requiredText(_ name: String, _ what: String) throws -> Located<String> {
    guard let text = try text(name) else {
      throw failure(place, "\"\(name)\" is missing where \(what) was expected")
    }
    guard !text.value.isEmpty else {
      throw failure(text.place, "\"\(name)\" is empty where \(what) was expected")
    }
    return text
  }
}
