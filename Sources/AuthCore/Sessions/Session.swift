/// A token set found in a backend: who, which client, which pool, until when.
///
/// It holds no token; what is here may be listed, logged and compared. A copy costs a pointer: a
/// screen may hold a hundred thousand of them in several orders.
public struct Session: Identifiable, Equatable, Sendable {
  private var content: Content

  /// Everything about a session, on the heap once for all copies of it.
  private final class Content: Sendable {
    let fields: SessionFields

    init(_ fields: SessionFields) {
      self.fields = fields
    }
  }

  public init(id: SessionID) {
    self.init(SessionFields(id: id))
  }

  package init(_ fields: SessionFields) {
    content = Content(fields)
  }

  package var fields: SessionFields { content.fields }

  public static func == (left: Self, right: Self) -> Bool {
    left.content === right.content || left.content.fields == right.content.fields
  }

  private mutating func set<Value>(_ field: WritableKeyPath<SessionFields, Value>, _ value: Value) {
    var fields = content.fields
    fields[keyPath: field] = value
    content = Content(fields)
  }

  public var id: SessionID { content.fields.id }
  /// Whether the backend's `LastAuthUser` names this user.
  public var isPointer: Bool {
    get { content.fields.isPointer }
    set { set(\.isPointer, newValue) }
  }
  /// Whether the app itself would read this session: the pointer in the active backend.
  public var isActive: Bool {
    get { content.fields.isActive }
    set { set(\.isActive, newValue) }
  }
  public var access: TokenSummary? {
    get { content.fields.access }
    set { set(\.access, newValue) }
  }
  public var idToken: TokenSummary? {
    get { content.fields.idToken }
    set { set(\.idToken, newValue) }
  }
  public var refresh: RefreshTokenSummary? {
    get { content.fields.refresh }
    set { set(\.refresh, newValue) }
  }
  public var clockDrift: ClockDrift {
    get { content.fields.clockDrift }
    set { set(\.clockDrift, newValue) }
  }
  /// What the user typed to sign in, when Amplify recorded it.
  public var loginID: String? {
    get { content.fields.loginID }
    set { set(\.loginID, newValue) }
  }
  public var deviceKeyCount: Int {
    get { content.fields.deviceKeyCount }
    set { set(\.deviceKeyCount, newValue) }
  }
  public var groups: [String] {
    get { content.fields.groups }
    set { set(\.groups, newValue) }
  }
  /// What the pool, or a check of the stored items, said about this session.
  public var problems: [Problem] {
    get { content.fields.problems }
    set { set(\.problems, newValue) }
  }
  /// The pool's refusal that ended it, remembered until its refresh token changes.
  public var refusal: Refusal? {
    get { content.fields.refusal }
    set { set(\.refusal, newValue) }
  }

  /// When its access and its ID token end, in milliseconds; nil for one that it has not, 0 for one that does not say.
  ///
  /// Read at each tick for every session: nothing is copied for it.
  package var ends: (access: Int64?, idToken: Int64?) {
    (content.fields.access?.end, content.fields.idToken?.end)
  }
  /// When the first of them ends; nil where there are none.
  var firstEnd: Int64? {
    let ends = ends
    guard let access = ends.access, let idToken = ends.idToken else {
      return ends.access ?? ends.idToken
    }
    return min(access, idToken)
  }
  /// What breaks it, nil when nothing does.
  var breaking: Problem? {
    content.fields.problems.isEmpty ? nil : content.fields.problems.first(where: \.breaks)
  }
  /// Whether it has a refresh token.
  package var isRenewable: Bool { content.fields.refresh != nil }
  var isRefused: Bool { content.fields.refusal != nil }

  public var sub: String? { access?.sub ?? idToken?.sub }
  /// Who issued the tokens; of two issuers that are no user pools the ID token's, an access token
  /// being for its API.
  public var issuer: String? { Self.issuer(access: access?.issuer, idToken: idToken?.issuer) }
  /// The user pool's id, the last segment of the issuer.
  public var poolID: String? {
    issuer.flatMap { $0.split(separator: "/").last }.map(String.init)
  }
  /// Shared by all tokens of one sign-in; nil where the client has revocation turned off.
  public var originJTI: String? { access?.originJTI ?? idToken?.originJTI }

  /// Which of the issuers of its two tokens is a session's.
  static func issuer(access: String?, idToken: String?) -> String? {
    access == idToken || !isGeneric(access: access, idToken: idToken) ? access ?? idToken : idToken
  }

  /// Whether both tokens have an issuer, and neither ends as a user pool's does, with an id
  /// `<region>_<name>`.
  static func isGeneric(access: String?, idToken: String?) -> Bool {
    guard let access, let idToken else { return false }
    return ![access, idToken].contains { $0.split(separator: "/").last?.contains("_") == true }
  }
}

/// What a list needs of an access or ID token, decoded and not verified.
public struct TokenSummary: Equatable, Sendable {
  public var issuedAt: NumericDate?
  public var expiresAt: NumericDate?
  /// The token's length.
  public var byteCount: Int
  public var sub: String?
  public var issuer: String?
  public var originJTI: String?
  public var eventID: String?
  public var authTime: NumericDate?

  public init(byteCount: Int) {
    self.byteCount = byteCount
  }

  var end: Int64 { expiresAt?.milliseconds ?? 0 }
}

/// What can be known of a refresh token, which only its issuer can read.
public struct RefreshTokenSummary: Equatable, Sendable {
  /// The token's length.
  public var byteCount: Int
  /// Whether it has the five parts of Cognito's encrypted token.
  public var isEncrypted: Bool
  /// When it ends, if the client's lifetime is known; a refresh does not move it.
  public var deadline: NumericDate?

  public init(byteCount: Int, isEncrypted: Bool) {
    self.byteCount = byteCount
    self.isEncrypted = isEncrypted
  }
}

/// Amplify's stored `clockDrift`: how far the issuer's clock is ahead of the client's.
public enum ClockDrift: Equatable, Sendable {
  case absent
  /// Milliseconds to add to the client's clock (Amplify v6: `iat * 1000 - now`).
  case milliseconds(Int64)
  /// Stored, and no number: Amplify v6 then never sees the session expire.
  case notANumber
}

/// The pool's refusal that ended a session.
public struct Refusal: Equatable, Sendable {
  /// Why the pool will not renew this session.
  public enum Kind: String, Sendable {
    case expired, revoked, reused, device, disabled, deleted, wrongClient, throttled, unknown
  }

  public let kind: Kind
  /// Cognito's name for the error.
  public let name: String
  /// The pool's own words.
  public let message: String
  public let date: NumericDate

  public init(kind: Kind, name: String, message: String, date: NumericDate) {
    self.kind = kind
    self.name = name
    self.message = message
    self.date = date
  }

  /// The same refusal by another cause.
  func about(_ kind: Kind) -> Refusal {
    Refusal(kind: kind, name: name, message: message, date: date)
  }
}

/// Something wrong with a session, by a stable code and a sentence that says what to do.
public struct Problem: Equatable, Sendable {
  public let code: String
  public let message: String
  /// Whether the session is broken by it.
  public let breaks: Bool

  public init(code: String, message: String, breaks: Bool = false) {
    self.code = code
    self.message = message
    self.breaks = breaks
  }
}
