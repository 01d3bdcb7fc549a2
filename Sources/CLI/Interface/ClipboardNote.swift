/// What may keep a text that was sent to the terminal from its clipboard.
enum ClipboardNote {
  /// Nil where nothing is known to stand between.
  ///
  /// tmux takes programs' texts only with `set-clipboard on`, GNU screen none that are long, and
  /// some terminals stop at a few kilobytes without a word.
  static func warning(_ environment: [String: String], byteCount: Int) -> String? {
    if environment["TMUX"].map({ !$0.isEmpty }) ?? false {
      return "tmux passes it on only with: set -s set-clipboard on"
    }
    if environment["STY"].map({ !$0.isEmpty }) ?? false {
      return "GNU screen passes nothing on that is longer than 768 bytes"
    }
    return byteCount > 3000 ? "some terminals take less than that" : nil
  }
}
