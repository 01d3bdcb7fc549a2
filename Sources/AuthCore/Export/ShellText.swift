/// Text for a POSIX shell (POSIX.1-2017, Shell Command Language, section 2.2.2).
package enum ShellText {
  /// The text as one word that a shell takes for nothing but itself.
  package static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
        || "-_./:@%+,".utf8.contains(byte)
    }
    if plain, !text.isEmpty, !text.hasPrefix("-") { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }
}
