package import AuthCore

/// The copy menu: a session in some dialect, to the clipboard or to a file.
package struct CopyScreen: Equatable, Sendable {
  /// What the keys go to.
  package enum Phase: Equatable, Sendable {
    case choosing
    /// The name of a file, or the page's origin, is being typed.
    case file(TextField)
    case origin(TextField)
    /// A refresh token would be in it.
    case confirming(ExportTarget)
    case running
  }

  package let id: SessionID
  /// The claim that was chosen below.
  package let claim: String?
  package internal(set) var phase = Phase.choosing
  package internal(set) var format = ExportFormat.token
  package internal(set) var token = TokenKind.access
  package internal(set) var isRevealing = false
  package internal(set) var origin: WebOrigin?
  /// What came of the last attempt.
  package internal(set) var message: SafeText = ""

  package init(_ id: SessionID, token: TokenKind, claim: String?, _ context: Context) {
    self.id = id
    self.token = token
    self.claim = claim
    origin = context.origin
  }

  /// What is asked for as it stands.
  package var request: ExportRequest {
    ExportRequest(
      format,
      token: token,
      claim: format == .claim ? claim : nil,
      origin: origin,
      isRevealing: isRevealing
    )
  }

  /// Whether a refresh token would be written out.
  var holdsRefreshToken: Bool {
    isRevealing
      && (format.isWholeSession || (token == .refresh && [.token, .env].contains(format)))
  }

  var title: SafeText { SafeText(foreign: id.username) }
}

/// Where an export goes.
package enum ExportTarget: Equatable, Sendable {
  case clipboard
  /// A new file with mode 0600.
  case file(String)
}

/// What became of an export; how much it was, never what.
package enum ExportOutcome: Equatable, Sendable {
  /// Sent to the terminal, which does not say whether it took it; and what may keep it from that.
  case sent(bytes: Int, isRedacted: Bool, warning: String?)
  case written(bytes: Int, isRedacted: Bool, path: String)
  /// More than a terminal takes: nothing was sent.
  case tooLarge(bytes: Int, limit: Int)
  case failed(String)
}
