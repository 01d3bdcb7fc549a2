import AuthCore

extension SignInScreen {
  /// What the page is about, above the entries.
  func intro(_ context: Context, columns: Int) -> [StyledLine] {
    switch page {
    case .credentials: credentialLines(context)
    case .remember(let id):
      [
        StyledLine("\(SafeText(foreign: id.username)) is signed in", .live),
        StyledLine("a remembered device needs no second factor", .dim),
      ]
    case .asked(let challenge): Self.intro(of: challenge, columns: columns)
    }
  }

  private func credentialLines(_ context: Context) -> [StyledLine] {
    let name = context.pools.indices.contains(pool) ? context.pools[pool] : ""
    var first = Self.labelled("pool", SafeText(foreign: name))
    if context.pools.count > 1 {
      first.append("  \(pool + 1) of \(context.pools.count)", .dim)
    }
    return [first, Self.labelled("flow", methodText)]
  }

  static let labelColumns = 15

  static func labelled(_ label: SafeText, _ text: SafeText) -> StyledLine {
    let pad = SafeText(repeating: " ", count: max(1, labelColumns - label.columns))
    return StyledLine(label + pad, .key) + StyledLine(text)
  }

  private var methodText: SafeText {
    switch method {
    case .srp: "SRP, the password is not sent"
    case .password: "the password is sent"
    case .userAuth: "choose among the pool's factors"
    case .custom: "the pool's own challenges"
    case .customSRP: "SRP, then the pool's challenges"
    }
  }

  private static func intro(
    of challenge: SignInChallenge,
    columns: Int
  ) -> [StyledLine] {
    switch challenge {
    case .newPassword: [StyledLine("the pool demands a new password", .expiring)]
    case .password: [StyledLine("this way needs the password", .accent)]
    case .choice(.firstFactor, _): [StyledLine("how to sign in?", .accent)]
    case .choice(.secondFactor, _): [StyledLine("which second factor?", .accent)]
    case .choice(.setup, _):
      [StyledLine("set up which second factor?", .expiring)]
    case .code(let factor, let delivery): [codeLine(factor, delivery)]
    case .softwareTokenSetup(let setup): setupLines(setup)
    case .emailSetup: [StyledLine("the pool demands an email address", .expiring)]
    case .custom(let parameters):
      [StyledLine("the pool asks", .accent)]
        + parameters.sorted { $0.key < $1.key }.flatMap { question($0.key, $0.value, columns) }
    }
  }

  /// A parameter of the pool's own challenge, folded so that none of it is lost.
  private static func question(_ name: String, _ value: String, _ columns: Int) -> [StyledLine] {
    SafeText(foreign: value).folded(columns: max(8, columns - labelColumns)).enumerated()
      .map { labelled($0 == 0 ? SafeText(foreign: name) : "", $1) }
  }

  private static func codeLine(_ factor: SignInFactor, _ delivery: CodeDelivery) -> StyledLine {
    if factor == .softwareToken {
      return StyledLine("the code your authenticator shows", .accent)
    }
    let way: SafeText = factor == .emailOTP ? "by email" : "by text message"
    guard let destination = delivery.destination else {
      return StyledLine("code sent \(way)", .accent)
    }
    return StyledLine("code sent \(way) to ", .accent)
      + StyledLine(SafeText(foreign: destination), .title)
  }

  private static func setupLines(_ setup: SoftwareTokenSetup) -> [StyledLine] {
    [
      StyledLine("the pool demands an authenticator", .expiring),
      StyledLine("give the app this secret, then its code", .dim),
      labelled("account", SafeText(foreign: setup.username)),
    ] + secretLines(setup.secret)
  }

  /// The secret in groups of four, as it is typed.
  private static func secretLines(_ secret: String) -> [StyledLine] {
    let letters = Array(secret)
    let groups = stride(from: 0, to: letters.count, by: 4).map { start in
      String(letters[start..<min(letters.count, start + 4)])
    }
    return stride(from: 0, to: groups.count, by: 4).map { start in
      let line = groups[start..<min(groups.count, start + 4)].joined(separator: " ")
      return labelled(start == 0 ? "secret" : "", SafeText(foreign: line))
    }
  }

  /// What the last try came to, or what there is to know, below the entries.
  func messages(_ context: Context, columns: Int) -> [StyledLine] {
    func folded(_ text: SafeText, _ style: Style) -> [StyledLine] {
      text.folded(columns: columns).map { StyledLine($0, style) }
    }
    var lines: [StyledLine] = []
    if isWaiting {
      lines += [StyledLine("asking the pool…", .accent)]
    } else if let failure {
      lines += folded(SafeText(foreign: "\(failure)"), .danger)
    } else if isAskedAgain {
      lines += folded("that was not the answer: the pool asks again", .danger)
    } else if page == .credentials {
      lines += folded("the session is stored in the active backend", .dim)
    }
    if page == .credentials, let hint = context.signInHint {
      lines += folded(SafeText(foreign: hint), .dim)
    }
    if takesCode, let mail = context.mail { lines += folded(SafeText(foreign: mail), .live) }
    return lines
  }

  private var takesCode: Bool {
    switch page {
    case .asked(.code), .asked(.softwareTokenSetup): true
    default: false
    }
  }

  /// Whether Enter would stay where it is, since nothing was typed there.
  private var isStuck: Bool { entries.firstIndex(where: \.field.isEmpty) == focus }

  /// The keys that matter here.
  func hints(_ context: Context) -> KeyHints {
    if isWaiting { return KeyHints([.init(.escape, "cancels")]) }
    let goesOn = isStuck ? [] : [KeyHints.Hint(.enter, "goes on")]
    switch page {
    case .credentials:
      let pools = context.pools.count > 1 ? [KeyHints.Hint(.ctrl("p"), "next pool")] : []
      return KeyHints(
        goesOn + (entries.count > 1 ? [.init(.tab, "next")] : [])
          + [.init(.ctrl("f"), "flow", rank: 1)] + pools
          + [.init(.ctrl("o"), "in the browser", rank: 1), .init(.escape, "leaves")]
      )
    case .remember: return KeyHints([.init(.enter, "takes it"), .init(.down, "next")])
    case .asked(.choice):
      return KeyHints([
        .init(.enter, "takes it"), .init(.down, "next"), .init(.escape, "starts over"),
      ])
    case .asked(.code(let factor, _)) where factor != .softwareToken:
      return KeyHints(goesOn + [.init(.escape, "starts over for a new code")])
    case .asked:
      let tab = entries.count > 1 ? [KeyHints.Hint(.tab, "next")] : []
      return KeyHints(goesOn + tab + [.init(.escape, "starts over")])
    }
  }
}
