/// A claim that a new token has otherwise than the one before it; by name alone, but for the few
/// whose values tell nothing about a person.
public struct ClaimChange: Equatable, Sendable, Codable {
  /// How it differs.
  public enum Kind: String, Sendable, Codable {
    case added, gone, changed
  }

  /// The token's kind, `access` or `id`.
  public let token: String
  public let name: String
  public let kind: Kind
  /// The values, where they may be told.
  public let before: String?
  public let after: String?

  private static let told: Set<String> = ["cognito:groups", "scope", "exp", "iat", "auth_time"]

  /// What changed from one token's claims to another's, in the order of the newer.
  static func between(_ old: Claims, _ new: Claims, _ token: TokenKind) -> [ClaimChange] {
    var changes: [ClaimChange] = []
    for member in new.members {
      let before = old[member.name]
      guard before != member.value else { continue }
      changes.append(ClaimChange(token, member.name, before, member.value))
    }
    for member in old.members where new[member.name] == nil {
      changes.append(ClaimChange(token, member.name, member.value, nil))
    }
    return changes
  }

  /// A change of which only the name is known.
  init(token: TokenKind, name: String) {
    self.token = token.rawValue
    self.name = name
    kind = .changed
    before = nil
    after = nil
  }

  private init(_ token: TokenKind, _ name: String, _ before: JSONValue?, _ after: JSONValue?) {
    self.token = token.rawValue
    self.name = name
    kind = before == nil ? .added : after == nil ? .gone : .changed
    let isTold = Self.told.contains(name)
    self.before = isTold ? before.map(Self.text) : nil
    self.after = isTold ? after.map(Self.text) : nil
  }

  private static func text(_ value: JSONValue) -> String {
    String((value.text ?? JSONText.text(value)).prefix(120))
  }

  /// Some changes in words: what every refresh changes is left out where there is anything else.
  static func text(_ changes: [ClaimChange]) -> String {
    let usual: Set<String> = ["exp", "iat", "jti", "event_id"]
    let rare = changes.filter { !usual.contains($0.name) }
    var names: [String] = []
    for change in rare.isEmpty ? changes : rare {
      let text: String =
        switch change.kind {
        case .added: "+\(change.name)"
        case .gone: "-\(change.name)"
        case .changed: change.name
        }
      if !names.contains(text) { names.append(text) }
    }
    return "claims " + names.joined(separator: ", ")
  }
}
