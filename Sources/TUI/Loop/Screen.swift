/// A screen that stands above the main one.
package enum Screen: Equatable, Sendable {
  case signOut(SignOutScreen)
  case move(MoveScreen)
  case help(HelpScreen)
  case signIn(SignInScreen)
  case palette(PaletteScreen)
  case whatIf(WhatIfScreen)
  case bulk(BulkScreen)
  case settings(SettingsScreen)
  case checks(ChecksScreen)
  case diff(DiffScreen)
  case copy(CopyScreen)
  case managed(ManagedScreen)
  case endSession(EndSessionScreen)
  case unlock(UnlockScreen)
  case undo(UndoScreen)
  case journal(JournalScreen)
  case held(HeldScreen)
  case removeKeys(RemoveKeysScreen)
}

extension Screen {
  /// What a key does in the box.
  mutating func handle(_ key: Key, _ context: Context, _ main: MainScreen) -> Reaction {
    let reaction: Reaction
    switch self {
    case .signOut(var box): (reaction, self) = (box.handle(key, context), .signOut(box))
    case .move(var box): (reaction, self) = (box.handle(key, context), .move(box))
    case .help(var box): (reaction, self) = (box.handle(key, context), .help(box))
    case .signIn(var box): (reaction, self) = (box.handle(key, context), .signIn(box))
    case .palette(var box): (reaction, self) = (box.handle(key, context, main), .palette(box))
    case .whatIf(var box): (reaction, self) = (box.handle(key, context), .whatIf(box))
    case .bulk(var box): (reaction, self) = (box.handle(key, context), .bulk(box))
    case .settings(var box): (reaction, self) = (box.handle(key, context), .settings(box))
    case .checks(var box): (reaction, self) = (box.handle(key, context), .checks(box))
    case .diff(var box): (reaction, self) = (box.handle(key, context), .diff(box))
    case .copy(var box): (reaction, self) = (box.handle(key, context), .copy(box))
    case .managed(var box): (reaction, self) = (box.handle(key, context), .managed(box))
    case .endSession(var box): (reaction, self) = (box.handle(key), .endSession(box))
    case .unlock(var box): (reaction, self) = (box.handle(key), .unlock(box))
    case .undo(var box): (reaction, self) = (box.handle(key, context), .undo(box))
    case .journal(var box): (reaction, self) = (box.handle(key, context), .journal(box))
    case .held(var box): (reaction, self) = (box.handle(key, context), .held(box))
    case .removeKeys(var box): (reaction, self) = (box.handle(key, context), .removeKeys(box))
    }
    return reaction
  }

  /// What a click on a row of the box does.
  mutating func click(row: Int, _ context: Context) -> Reaction {
    switch self {
    case .palette(var box):
      defer { self = .palette(box) }
      return box.click(row: row)
    case .bulk(var box):
      defer { self = .bulk(box) }
      return box.click(row: row)
    case .settings(var box):
      defer { self = .settings(box) }
      return box.click(row: row, context)
    case .checks(var box):
      defer { self = .checks(box) }
      return box.click(row: row, context)
    case .copy(var box):
      defer { self = .copy(box) }
      return box.click(row: row)
    case .signIn(var box):
      defer { self = .signIn(box) }
      return box.click(row: row)
    case .journal(var box):
      defer { self = .journal(box) }
      return box.click(row: row, context)
    default: return .none
    }
  }

  /// Something about a sign-in in the browser that goes on.
  mutating func take(_ news: ManagedScreen.News) {
    guard case .managed(var box) = self else { return }
    box.take(news)
    self = .managed(box)
  }

  /// Some of a piece of work is done.
  mutating func progress(done: Int, of effect: Effect) {
    guard case .bulk(var box) = self, box.isMine(effect) else { return }
    box.done = done
    self = .bulk(box)
  }

  /// Fits what scrolls into the room there is now.
  mutating func fit(_ context: Context) {
    switch self {
    case .signOut(var box): (_, self) = (box.fit(context), .signOut(box))
    case .move(var box): (_, self) = (box.fit(context), .move(box))
    case .help(var box): (_, self) = (box.fit(context), .help(box))
    case .palette(var box): (_, self) = (box.fit(context), .palette(box))
    case .bulk(var box): (_, self) = (box.fit(context), .bulk(box))
    case .settings(var box): (_, self) = (box.fit(context), .settings(box))
    case .checks(var box): (_, self) = (box.fit(context), .checks(box))
    case .diff(var box): (_, self) = (box.fit(context), .diff(box))
    case .endSession(var box): (_, self) = (box.fit(context), .endSession(box))
    case .undo(var box): (_, self) = (box.fit(context), .undo(box))
    case .journal(var box): (_, self) = (box.fit(context), .journal(box))
    case .held(var box): (_, self) = (box.fit(context), .held(box))
    case .removeKeys(var box): (_, self) = (box.fit(context), .removeKeys(box))
    case .signIn, .whatIf, .managed, .copy, .unlock: break
    }
  }

  /// Lets the box know what came of an effect, and says whether it was the box's own.
  mutating func take(
    _ finished: Event.Finished,
    of effect: Effect,
    _ context: Context
  ) -> Taken {
    let taken: Taken
    switch self {
    case .signOut(var box):
      (taken, self) = (box.take(finished, of: effect, context), .signOut(box))
    case .bulk(var box): (taken, self) = (box.take(finished, of: effect, context), .bulk(box))
    case .signIn(var box):
      (taken, self) = (box.take(finished, of: effect, at: context.clock), .signIn(box))
    case .managed(var box): (taken, self) = (box.take(finished, of: effect), .managed(box))
    case .unlock(var box): (taken, self) = (box.take(finished, of: effect), .unlock(box))
    case .copy(var box): (taken, self) = (box.take(finished, of: effect), .copy(box))
    case .move(var box): (taken, self) = (box.take(finished, of: effect, context), .move(box))
    case .undo(var box): (taken, self) = (box.take(finished, of: effect, context), .undo(box))
    case .held(var box): (taken, self) = (box.take(finished, of: effect, context), .held(box))
    case .removeKeys(var box):
      (taken, self) = (box.take(finished, of: effect, context), .removeKeys(box))
    case .help, .palette, .whatIf, .settings, .endSession, .checks, .diff, .journal:
      taken = .notMine
    }
    return taken
  }

  /// Takes what was read or found for it.
  mutating func take(_ event: Event) {
    switch (self, event) {
    case (.checks(var box), .checked(let scope, let findings)):
      (_, self) = (box.take(scope, findings), .checks(box))
    case (.diff(var box), .detailLoaded(let detail)):
      (_, self) = (box.take(detail), .diff(box))
    case (.diff(var box), .journalLoaded(let entries, let filter)):
      (_, self) = (box.take(entries, filter), .diff(box))
    default: break
    }
  }

  func draw(in region: Region, _ context: Context) {
    switch self {
    case .signOut(let box): box.draw(in: region)
    case .move(let box): box.draw(in: region)
    case .help(let box): box.draw(in: region)
    case .signIn(let box): box.draw(in: region, context)
    case .palette(let box): box.draw(in: region)
    case .whatIf(let box): box.draw(in: region)
    case .bulk(let box): box.draw(in: region, context)
    case .settings(let box): box.draw(in: region, context)
    case .checks(let box): box.draw(in: region, context)
    case .diff(let box): box.draw(in: region, context)
    case .copy(let box): box.draw(in: region, context)
    case .managed(let box): box.draw(in: region, context)
    case .endSession(let box): box.draw(in: region)
    case .unlock(let box): box.draw(in: region)
    case .undo(let box): box.dialog.draw(in: region)
    case .journal(let box): box.draw(in: region, context)
    case .held(let box): box.dialog.draw(in: region)
    case .removeKeys(let box): box.dialog.draw(in: region)
    }
  }
}
