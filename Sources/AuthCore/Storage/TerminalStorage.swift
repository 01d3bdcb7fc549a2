/// A storage that each terminal has one of, all under the same backend's name.
public protocol TerminalStorage: KeyValueStorage {
  /// Which terminal it belongs to, told apart from every other one, past ones too.
  var terminal: String { get }

  /// Whether a terminal has ended, and what it stored with it; false where that cannot be told.
  func isGone(_ terminal: String) -> Bool
}

extension Backend {
  /// The storage as one of a terminal's; nil where all terminals share it.
  var terminal: (any TerminalStorage)? { storage as? any TerminalStorage }
}
