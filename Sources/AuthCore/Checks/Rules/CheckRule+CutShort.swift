/// What began and did not end: authtop was killed or lost its answer half way.
extension CheckRule {
  static let cutShort: [CheckRule] = [
    listed("refresh-token-used-up", .error, "a refresh token that a lost answer used up", .signIn) {
      [noted("refresh", $0)]
    },
    listed("refresh-cut-short", .warning, "a refresh without a sure answer", .refresh) {
      [noted("refresh", $0)]
    },
    listed("sign-out-unknown", .warning, "a sign-out without a sure answer", .signOut) {
      [noted("sign-out", $0)]
    },
    listed("sign-out-unfinished", .warning, "a sign-out that left its keys", .signOut) {
      [noted("sign-out", $0)]
    },
    .ledger("move-unfinished", .warning, "a move that was cut short") { entries, context in
      context.moves.sorted { $0.key < $1.key }.compactMap { id, target -> Symptom? in
        guard let source = entries.first(where: { $0.id == id }) else { return nil }
        let copy = entries.first { $0.id.backend == target && $0.id.hasSameUser(as: id) }
        let state = copy == nil ? "nothing was copied yet" : "\(target) holds a copy already"
        return Symptom(
          "a move to \(target) was cut short: the session is still here, and \(state)",
          "move it to \(target) again to finish",
          .move,
          [
            CheckEvidence("move of \(id)", "began, to \(target)"), iat(source),
            copy.map(iat) ?? CheckEvidence("\(target)", "no tokens of \(id.username)"),
          ],
          about: .session(id)
        )
      }
    },
  ]

  private static func noted(_ work: String, _ session: CheckedSession) -> CheckEvidence {
    CheckEvidence("note of the \(work)", "about these very tokens, without an end")
  }
}
