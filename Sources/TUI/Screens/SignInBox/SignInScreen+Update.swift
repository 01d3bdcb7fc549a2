import AuthCore

extension SignInScreen {
  /// What a key does in the box: letters are typed, Enter goes on.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .escape: return .close
    case .tab, .down: focus = (focus + 1) % entries.count
    case .backTab, .up: focus = (focus + entries.count - 1) % entries.count
    case .ctrl("p"): pool = (pool + 1) % max(1, context.pools.count)
    case .ctrl("f"): method = method == .srp ? .password : .srp
    case .enter: return goOn()
    default:
      guard phase != .waiting else { return .none }
      _ = entries[focus].field.handle(key)
    }
    return .none
  }

  /// To the next empty entry, or on to the pool when all are filled.
  private mutating func goOn() -> Reaction {
    guard phase != .waiting else { return .none }
    if let empty = entries.firstIndex(where: \.field.isEmpty) {
      focus = empty
      return .none
    }
    failure = nil
    defer { phase = .waiting }
    guard case .newPassword(let names) = phase else {
      return .perform(
        .signIn(
          pool: pool,
          username: text(Self.user),
          Password(text(Self.password)),
          method
        )
      )
    }
    let attributes = names.map { ($0, text($0)) }
    return .perform(
      .answerNewPassword(
        Password(text(Self.newPassword)),
        attributes: Dictionary(attributes, uniquingKeysWith: { first, _ in first })
      )
    )
  }

  /// Takes what came of the try; true when the sign-in is over.
  mutating func take(_ finished: Event.Finished) -> Bool {
    switch finished {
    case .signedIn: return true
    case .asked(.newPassword(let required, let known)):
      let missing = required.filter { known[$0, default: ""].isEmpty }
      phase = .newPassword(attributes: missing)
      entries = [Entry(name: Self.newPassword, field: TextField(isSecret: true))]
      entries += missing.map { Entry(name: $0, field: TextField()) }
      focus = 0
    case .failed(let error):
      guard phase == .waiting else { return false }
      failure = error
      phase = .credentials
      // The name stays, the password does not: it was wrong, or must be typed again anyway.
      let name = text(Self.user)
      entries = Self.credentials
      entries[0].field = TextField(name)
      focus = name.isEmpty ? 0 : 1
    default: break
    }
    return false
  }
}
