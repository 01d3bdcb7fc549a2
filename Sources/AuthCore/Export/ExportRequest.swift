/// What is to be written of one session, and how.
public struct ExportRequest: Equatable, Sendable {
  public var format: ExportFormat
  /// The token that is meant, where the format is about one.
  public var token: TokenKind
  /// The claim of `ExportFormat.claim`; nil for all of them.
  public var claim: String?
  /// Where requests go; nil for the origin, or else a server on this machine.
  public var url: String?
  /// The app's page.
  public var origin: WebOrigin?
  /// Whether tokens, device secrets and personal claims are written out.
  public var isRevealing: Bool

  public init(
    _ format: ExportFormat,
    token: TokenKind = .access,
    claim: String? = nil,
    url: String? = nil,
    origin: WebOrigin? = nil,
    isRevealing: Bool = false
  ) {
    self.format = format
    self.token = token
    self.claim = claim
    self.url = url
    self.origin = origin
    self.isRevealing = isRevealing
  }
}

/// Something written out; its description is its length.
public struct ExportText: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
  private let text: String
  /// Whether a refresh token is in it, which asks for a second confirmation.
  public let holdsRefreshToken: Bool
  /// Whether tokens and personal claims were left out.
  public let isRedacted: Bool

  init(_ text: String, holdsRefreshToken: Bool, isRedacted: Bool) {
    self.text = text
    self.holdsRefreshToken = holdsRefreshToken
    self.isRedacted = isRedacted
  }

  public var byteCount: Int { text.utf8.count }

  /// The text itself, for the place that the user named.
  public func reveal() -> String { text }

  public var description: String { "\(byteCount) bytes" }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
