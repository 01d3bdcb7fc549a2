import AuthCore

extension SignOutScreen {
  func draw(in region: Region) {
    dialog.draw(in: region)
  }

  /// Makes the box for the phase; the safe button has the focus.
  mutating func rebuild(_ context: Context) {
    dialog = Dialog(
      title: StyledLine(scope == .everywhere ? "Sign out everywhere" : "Sign out", .danger),
      sections: [Dialog.Section([who(context), " "])] + sections(context),
      buttons: choices.map { choice in
        Dialog.Button(
          choice,
          title(choice),
          isDanger: choice == .signOut || choice == .removeAnyway
        )
      }
    )
    fit(context)
  }

  mutating func fit(_ context: Context) {
    dialog.fit(columns: context.columns, rows: context.rows)
  }

  private var plan: SignOutPlan? {
    switch phase {
    case .asking(let plan), .running(let plan): plan
    case .done(let report): report.plan
    case .planning, .failed: nil
    }
  }

  private func title(_ choice: Choice) -> SafeText {
    switch choice {
    case .cancel: "Cancel"
    case .signOut: scope == .everywhere ? "Sign out everywhere" : "Sign out"
    case .removeAnyway: "Remove here anyway"
    case .refreshFirst: "Refresh first"
    case .close: "Close"
    }
  }

  private func who(_ context: Context) -> SafeText {
    let user = SafeText(foreign: id.username)
    guard let pool = context.ledger[id]?.poolID ?? plan?.poolID else { return user }
    return "\(user) in \(SafeText(foreign: pool))"
  }

  private func sections(_ context: Context) -> [Dialog<Choice>.Section] {
    switch phase {
    case .planning: [Dialog.Section(["looking at what it would do…"])]
    case .asking(let plan): plan.sections(context)
    case .running(let plan):
      plan.sections(context) + [Dialog.Section("asks", .accent, ["the pool is being asked…"])]
    case .done(let report): report.sections(context)
    case .failed(let error):
      [Dialog.Section("failed", .danger, [SafeText(foreign: "\(error)")])]
    }
  }
}
