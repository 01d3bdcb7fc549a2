import AuthCore

/// The facts of an access or ID token as columns of a row.
struct SummaryToken {
  /// How many columns it takes.
  static let width: CInt = 10

  /// The bits of what is the same as in the access token, from the column of `issued` on; one more
  /// says that the login name is the user name.
  static let sameLogin: Int64 = 1 << 8

  var byteCount: Int64?
  var fault: String?
  var issued: Int64?
  var expires: Int64?
  var signedIn: Int64?
  var sub: String?
  var issuer: String?
  var origin: String?
  var event: String?
  /// The groups as a JSON array.
  var groups: String?
  private var groupNames: [String]?

  init(_ fact: SessionFacts.Token?) {
    switch fact {
    case .decoded(let summary, let groups):
      byteCount = Int64(summary.byteCount)
      issued = summary.issuedAt?.milliseconds
      expires = summary.expiresAt?.milliseconds
      signedIn = summary.authTime?.milliseconds
      sub = summary.sub
      issuer = summary.issuer
      origin = summary.originJTI
      event = summary.eventID
      groupNames = groups
      self.groups = groups.map { JSONText.text(.array($0.map { .string($0) })) }
    case .undecodable(let reason): fault = reason
    case nil: break
    }
  }

  /// Reads the columns; `other` is the row before's access token, or this row's for an ID token.
  init(_ row: StoreRow, at start: CInt, same: Int64, as other: SummaryToken) {
    func isSame(_ bit: Int) -> Bool { same & (1 << Int64(bit)) != 0 }
    func number(_ bit: Int, _ known: Int64?) -> Int64? {
      isSame(bit) ? known : row.optionalNumber(start + 2 + CInt(bit))
    }
    func text(_ bit: Int, _ known: String?) -> String? {
      isSame(bit) ? known : row.optionalText(start + 2 + CInt(bit), orSame: known)
    }
    byteCount = row.optionalNumber(start)
    fault = row.optionalText(start + 1)
    issued = number(0, other.issued)
    expires = number(1, other.expires)
    signedIn = number(2, other.signedIn)
    sub = text(3, other.sub)
    issuer = text(4, other.issuer)
    origin = text(5, other.origin)
    event = text(6, other.event)
    groups = text(7, other.groups)
    groupNames = Self.areSame(groups, other.groups) ? other.groupNames : groups.flatMap(Self.names)
  }

  var fact: SessionFacts.Token? {
    if let fault { return .undecodable(fault) }
    guard let byteCount else { return nil }
    var summary = TokenSummary(byteCount: Int(byteCount))
    summary.issuedAt = issued.map { NumericDate(milliseconds: $0) }
    summary.expiresAt = expires.map { NumericDate(milliseconds: $0) }
    summary.authTime = signedIn.map { NumericDate(milliseconds: $0) }
    summary.sub = sub
    summary.issuer = issuer
    summary.originJTI = origin
    summary.eventID = event
    return .decoded(summary, groups: groupNames)
  }

  /// The bits of those fields that another token has as well.
  func fieldsShared(with other: SummaryToken) -> Int64 {
    guard byteCount != nil, other.byteCount != nil else { return 0 }
    let shared = [
      issued == other.issued, expires == other.expires, signedIn == other.signedIn,
      Self.areSame(sub, other.sub), Self.areSame(issuer, other.issuer),
      Self.areSame(origin, other.origin), Self.areSame(event, other.event),
      Self.areSame(groups, other.groups),
    ]
    return shared.enumerated().reduce(0) { $0 | ($1.element ? 1 << Int64($1.offset) : 0) }
  }

  /// The columns, but those that another token's stand for.
  func values(without same: Int64) -> [StoreValue] {
    let own: [StoreValue] = [
      .number(issued), .number(expires), .number(signedIn), .bytes(sub), .bytes(issuer),
      .bytes(origin), .bytes(event), .bytes(groups),
    ]
    return [.number(byteCount), .bytes(fault)]
      + own.enumerated().map { same & (1 << Int64($0.offset)) == 0 ? $0.element : .null }
  }

  private static func areSame(_ left: String?, _ right: String?) -> Bool {
    left.map { right.hasSameBytes(as: $0) } ?? (right == nil)
  }

  private static func names(_ text: String) -> [String]? {
    (try? JSONParser.parse(Array(text.utf8)).value)?.texts
  }
}
