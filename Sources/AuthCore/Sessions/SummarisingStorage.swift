/// A storage that keeps the facts of its sessions beside their items, in the same change.
///
/// A list is then read without any token. Every call answers nil where the facts cannot be trusted,
/// such as in a file of another format; the items tell then.
package protocol SummarisingStorage: PagedStorage {
  /// At most so many users after one, in their order; a page shorter than the limit is the last.
  func summaries(after user: SessionUser?, limit: Int) async throws -> SummaryPage?

  /// What is known of these users, those without any item left out.
  func summaries(of users: [SessionUser]) async throws -> SummaryPage?

  /// At most so many users whose session's whole name, `backend/clientId/username`, has a part; in no
  /// order, and by bytes.
  func users(
    named part: String,
    of backend: BackendID,
    limit: Int
  ) async throws -> [SessionUser]?

  /// What changed after the change of a number; nil when that is too long ago to be known.
  func summaries(changedSince number: Int64) async throws -> SummaryPage?
}

/// Facts of some users as of one moment.
package struct SummaryPage: Equatable, Sendable {
  /// One user's facts.
  package struct Row: Equatable, Sendable {
    package let user: SessionUser
    package let facts: SessionFacts

    package init(user: SessionUser, facts: SessionFacts) {
      self.user = user
      self.facts = facts
    }
  }

  /// Users with at least one item; such without any token are no sessions.
  package var rows: [Row] = []
  /// Users that had items and have none any more; only among changes.
  package var removed: [SessionUser] = []
  /// The user that each client's pointer names.
  package var pointers: [SessionUser] = []
  /// Grows with each change of the storage.
  package var number: Int64 = 0

  package init() {}
}
