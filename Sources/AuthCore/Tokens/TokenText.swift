/// Which of a session's three tokens (OpenID Connect Core section 2, RFC 6749 section 1.4 and 1.5).
public enum TokenKind: String, Sendable, Hashable, CaseIterable {
  case access
  case id
  case refresh

  /// The token's name in a sentence.
  public var title: String {
    switch self {
    case .access: "access token"
    case .id: "ID token"
    case .refresh: "refresh token"
    }
  }
}

/// A token that does not print itself: every description is its kind and length.
public struct TokenText: Hashable, Sendable {
  public let kind: TokenKind
  private let text: String

  public init(_ text: String, kind: TokenKind) {
    self.text = text
    self.kind = kind
  }

  /// The length in bytes.
  public var byteCount: Int { text.utf8.count }

  /// The token itself, for the one place that the user asked to see or send it.
  public func reveal() -> String { text }
}

extension TokenText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(kind.title), \(byteCount) bytes" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
