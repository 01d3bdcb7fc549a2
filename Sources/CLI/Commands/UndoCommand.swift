import ArgumentParser
import AuthCore

/// `authtop undo`: take back what was changed in the stores.
struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back a move, a removal, a sign-in, a switch, or the local part of a sign-out.",
    discussion: """
      Without a step it is the newest one that was not taken back. What a pool did stays done: \
      revoked tokens come back to be looked at, and no refresh renews them. Renewed tokens are no \
      step: the pool has ended the old ones. Nothing newer is ever overwritten. Steps are kept for \
      7 days, 500 at most, unless [undo] in the configuration says otherwise; the log holds the old tokens and is as private as the store, and \
      --forget empties it.
      """
  )

  @Argument(help: ArgumentHelp("The step, or a part of its name.", valueName: "step"))
  var step: String?

  @Flag(help: "List the steps, the newest first, and change nothing.")
  var list = false

  @Flag(help: "Do again what was taken back last.")
  var redo = false

  @Flag(help: "Forget all steps and the old values that they keep.")
  var forget = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "With --list: print a JSON array.")
  var json = false

  @OptionGroup var pool: PoolOptions

  func validate() throws {
    let modes = [list, redo, forget, step != nil].count { $0 }
    guard modes <= 1 else {
      throw ValidationError("Give a step, --redo, --list or --forget, one of them.")
    }
  }

  func run() async throws {
    try await reporting {
      try await Wiring.with(pool) { wiring in
        let manager = wiring.manager
        if list {
          let steps = try await manager.undoSteps()
          print(json ? UndoText.json(steps) : UndoText.table(steps))
        } else if forget {
          let count = try await manager.undoSteps().count
          if !yes { try Confirmation.ask("Forget \(count) steps and their old values?") }
          try await manager.forgetUndoSteps()
          print("forgot \(count) steps")
        } else {
          try await takeBack(manager)
        }
      }
    }
  }

  private func takeBack(_ manager: SessionManager) async throws {
    let plan = try await manager.undoPlan(step, redo: redo)
    if dryRun || !yes || !plan.conflicts.isEmpty { print(UndoText.plan(plan)) }
    guard plan.conflicts.isEmpty else {
      throw SessionError.undo(.changed(plan.step.title, plan.conflicts))
    }
    if dryRun { return }
    if !yes { try Confirmation.ask("Take it back?") }
    let done = try await manager.undo(plan.step.id)
    print(SingleLine.text("took back: \(done.step.title)"))
    for sentence in done.step.beyond { print(SingleLine.text("  not undone  \(sentence)")) }
  }
}
