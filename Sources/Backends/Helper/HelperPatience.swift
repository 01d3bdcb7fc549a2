/// How long helpers are waited for: by whom, and until when.
///
/// What somebody started and waits for may have to ask him something, such as the passphrase of a key.
/// What only looks, such as a list, is not to be held up by a helper that hangs.
package enum HelperPatience {
  /// Whether helpers get the time that a person needs.
  @TaskLocal package static var isLong = false

  /// Whether a whole list may take more than the time of one run: what changes something needs all of it,
  /// also where nobody waits, and what only looks goes on without.
  @TaskLocal package static var needsLists = false

  /// When whoever asks goes on without an answer, however many runs that takes; nil where each run has
  /// its own time alone.
  @TaskLocal static var deadline: ContinuousClock.Instant?

  /// Whether that time has come.
  static var isOver: Bool { deadline.map { $0 <= .now } ?? false }
}
