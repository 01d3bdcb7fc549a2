/// What two tokens say differently: claims added, gone and changed.
public struct ClaimDiff: Equatable, Sendable {
  /// What became of a claim between the first token and the second.
  public enum Change: Equatable, Sendable {
    case added(JSONValue)
    case gone(JSONValue)
    case changed(from: JSONValue, to: JSONValue)
  }

  /// A claim that is not the same in both.
  public struct Entry: Equatable, Sendable {
    public let name: String
    public let change: Change

    public var isPersonal: Bool { ClaimName.isPersonal(name) }

    /// What came into a list and what left it, when both values are lists of texts.
    public var members: (added: [String], gone: [String])? {
      guard case .changed(let old, let new) = change, let old = old.texts, let new = new.texts
      else { return nil }
      return (new.filter { !old.contains($0) }, old.filter { !new.contains($0) })
    }

    /// Milliseconds from the first moment to the second, when the claim holds a moment.
    public var distance: Int64? {
      guard ClaimName.isDate(name), case .changed(.number(let old), .number(let new)) = change,
        let start = NumericDate(old), let end = NumericDate(new)
      else { return nil }
      return end.milliseconds(since: start)
    }
  }

  /// In the order of the second token, then what it lacks in the order of the first.
  public let entries: [Entry]
  /// The claims that are the same in both, in the order of the second token.
  public let same: [String]

  /// Compares the claims of a first token with those of a second one.
  ///
  /// Of a name that stands twice in a token the first value counts; such a token is not to be
  /// trusted anyway.
  public init(_ first: [JSONObject.Member], _ second: [JSONObject.Member]) {
    var entries: [Entry] = []
    var same: [String] = []
    var seen: Set<[UInt8]> = []
    let old = Self.values(first)
    for member in second where seen.insert(member.name.bytes).inserted {
      guard let before = old[member.name.bytes] else {
        entries.append(Entry(name: member.name, change: .added(member.value)))
        continue
      }
      if before == member.value {
        same.append(member.name)
      } else {
        entries.append(
          Entry(name: member.name, change: .changed(from: before, to: member.value))
        )
      }
    }
    for member in first where seen.insert(member.name.bytes).inserted {
      entries.append(Entry(name: member.name, change: .gone(member.value)))
    }
    self.entries = entries
    self.same = same
  }

  private static func values(_ members: [JSONObject.Member]) -> [[UInt8]: JSONValue] {
    Dictionary(
      members.map { ($0.name.bytes, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
