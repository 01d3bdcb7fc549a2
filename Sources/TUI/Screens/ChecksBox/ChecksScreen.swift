package import AuthCore

/// Everything that is wrong, by severity: with all backends, with one, or with one session.
package struct ChecksScreen: Equatable, Sendable {
  package private(set) var scope: CheckScope
  /// Nil while the checks run.
  package private(set) var findings: [Finding]?
  package internal(set) var selected = 0
  package private(set) var scroll = Scroll()
  /// The session that was chosen below, for the narrower scopes.
  let session: SessionID?

  package init(session: SessionID?) {
    scope = .everything
    self.session = session
  }

  /// The scopes that Tab goes through.
  private var scopes: [CheckScope] {
    guard let session else { return [.everything] }
    return [.everything, .backend(session.backend), .session(session)]
  }

  var selection: Finding? {
    guard let findings, findings.indices.contains(selected) else { return nil }
    return findings[selected]
  }

  /// Goes on to the next scope; its findings are to be asked for.
  mutating func nextScope() {
    let place = scopes.firstIndex(of: scope) ?? 0
    scope = scopes[(place + 1) % scopes.count]
    findings = nil
    selected = 0
  }

  /// Takes findings of the scope; the chosen one stays chosen while it is there.
  mutating func take(_ scope: CheckScope, _ findings: [Finding]) {
    guard scope == self.scope else { return }
    let before = selection
    self.findings = findings
    selected =
      findings.firstIndex { $0.code == before?.code && $0.subject == before?.subject }
      ?? min(selected, max(0, findings.count - 1))
  }

  mutating func move(_ move: ScrollMove, rows: Int) {
    selected = move.target(from: selected, count: findings?.count ?? 0, rows: rows)
  }

  mutating func fit(_ context: Context) {
    scroll.reveal(selected, count: findings?.count ?? 0, rows: Self.listRows(context.rows))
  }

  /// Rows of the list; the rest is for the chosen finding.
  static func listRows(_ rows: Int) -> Int { max(1, min(rows / 2, rows - 9)) }
}
