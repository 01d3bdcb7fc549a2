/// A storage that knows which of its changes were made by programs that are no authtop.
///
/// It needs no comparison of what was with what is, and so no look at all that is stored.
package protocol AttributingStorage: SummarisingStorage {
  /// Whether it can tell, in this file and to this program.
  var tellsForeignChanges: Bool { get }

  /// What others changed, as the last reads of facts found it; each is told once, to one process.
  func takeForeignChanges() -> [ForeignChange]
}

/// What other programs did to some users' items and to pointers between two moments.
package struct ForeignChange: Equatable, Sendable {
  /// The users whose items were written; of very many, the first.
  package let users: [SessionUser]
  /// How many more there were.
  package let more: Int
  /// What was known of them, with all pointers.
  package let before: SummaryPage
  /// What is known of them now.
  package let after: SummaryPage

  /// So many users of one change are told by name.
  package static let limit = 1000

  package init(users: [SessionUser], more: Int, before: SummaryPage, after: SummaryPage) {
    self.users = users
    self.more = more
    self.before = before
    self.after = after
  }
}
