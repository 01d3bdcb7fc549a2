import AuthCore

extension SignInScreen {
  /// What a key does in the box: letters are typed, Enter goes on.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch key {
    case .escape: return back()
    case .tab, .down: moveFocus(by: 1)
    case .backTab, .up: moveFocus(by: -1)
    case .ctrl("p") where page == .credentials && !isWaiting:
      pool = (pool + 1) % max(1, context.pools.count)
    case .ctrl("o") where page == .credentials && !isWaiting: return .run(.signInBrowser)
    case .ctrl("f") where page == .credentials && !isWaiting: nextMethod()
    case .enter: return isWaiting ? .none : goOn()
    default:
      guard !isWaiting else { return .none }
      if !options.isEmpty { return choose(key) }
      if entries.indices.contains(focus) { _ = entries[focus].field.handle(key) }
    }
    return .none
  }

  private mutating func moveFocus(by step: Int) {
    let count = max(1, max(entries.count, options.count))
    focus = (focus + step + count) % count
  }

  /// A click goes to a line; one on the chosen choice takes it.
  mutating func click(row: Int) -> Reaction {
    guard !isWaiting, row < max(entries.count, options.count) else { return .none }
    if row == focus, !options.isEmpty { return goOn() }
    focus = row
    return .none
  }

  private mutating func nextMethod() {
    let all = SignInFlow.Method.allCases
    let index = all.firstIndex(of: method) ?? 0
    method = all[(index + 1) % all.count]
    entries = Self.credentials(text(Self.user), method)
    focus = min(focus, entries.count - 1)
  }

  /// A digit chooses at once, as Enter on that line does.
  private mutating func choose(_ key: Key) -> Reaction {
    switch key {
    case .character("j"): moveFocus(by: 1)
    case .character("k"): moveFocus(by: -1)
    case .character(let character):
      guard let number = character.wholeNumberValue, options.indices.contains(number - 1) else {
        return .none
      }
      focus = number - 1
      return goOn()
    default: break
    }
    return .none
  }

  /// Esc: from a question back to the first page, where the user name is kept; from there out.
  private mutating func back() -> Reaction {
    if case .remember = page { return .close }
    guard isWaiting || page != .credentials else { return .close }
    if page == .credentials { username = text(Self.user) }
    show(.credentials)
    failure = nil
    return .perform(.cancelSignIn)
  }

  /// To the next empty entry, or on to the pool when all are filled.
  private mutating func goOn() -> Reaction {
    if let empty = entries.firstIndex(where: \.field.isEmpty) {
      focus = empty
      return .none
    }
    failure = nil
    isAskedAgain = false
    switch page {
    case .credentials:
      username = text(Self.user)
      let password = text(Self.password)
      return ask(
        .signIn(
          pool: pool,
          username: username,
          password.isEmpty ? nil : Password(password),
          method
        )
      )
    case .asked(let challenge): return ask(.answer(reply(to: challenge)))
    case .remember(let id): return focus == 1 ? ask(.rememberDevice(id)) : .close
    }
  }

  private mutating func ask(_ effect: Effect) -> Reaction {
    awaited = effect
    return .perform(effect)
  }

  private func reply(to challenge: SignInChallenge) -> SignInReply {
    switch challenge {
    case .newPassword:
      let attributes = entries.dropFirst().map { ($0.name, $0.field.text) }
      return .newPassword(
        Password(text(Self.newPassword)),
        attributes: Dictionary(attributes, uniquingKeysWith: { first, _ in first })
      )
    case .password: return .password(Password(text(Self.password)))
    case .choice(_, let factors): return .factor(factors[min(focus, factors.count - 1)])
    case .code, .softwareTokenSetup:
      // Codes are read and pasted in groups.
      return .code(Password(text(Self.code).filter { !$0.isWhitespace }))
    case .emailSetup: return .email(text(Self.email))
    case .custom: return .code(Password(text(Self.answer)))
    }
  }

  private mutating func show(_ page: Page) {
    self.page = page
    awaited = nil
    pattern = nil
    deadline = nil
    switch page {
    case .credentials:
      entries = Self.credentials(username, method)
      // The name stays, the password does not: it was wrong, or must be typed again anyway.
      focus = username.isEmpty ? 0 : entries.count - 1
    case .asked(let challenge):
      entries = Self.entries(for: challenge)
      if case .softwareTokenSetup(let setup) = challenge { pattern = QRCode(setup.uri) }
      focus = 0
    case .remember:
      entries = []
      focus = 0
    }
  }

  /// Takes what came of its own try: that of one that was given up is nobody's any more.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    at now: NumericDate
  ) -> Taken {
    guard effect == awaited else { return .notMine }
    switch finished {
    case .signedIn, .remembered: return .over
    case .offersToRemember(let session): show(.remember(session.id))
    case .asked(let challenge):
      if case .asked(.custom) = page, case .custom = challenge { isAskedAgain = true }
      show(.asked(challenge))
      deadline = now.advanced(byMilliseconds: SignInChallenge.validity)
    case .failed(let error): failed(error)
    default: return .notMine
    }
    return .taken
  }

  /// Stays on the page when the question is still open, else goes back to the first.
  private mutating func failed(_ error: SessionError) {
    failure = error
    awaited = nil
    switch page {
    case .asked(let challenge) where error.leavesQuestionOpen:
      // A password may be mended, a wrong code is of no more use.
      focus = 0
      if case .newPassword = challenge { return }
      entries = Self.entries(for: challenge)
    case .remember: return
    default: show(.credentials)
    }
  }
}
