/// A screen that stands above the main one.
package enum Screen: Equatable, Sendable {
  case signOut(SignOutScreen)
  case move(MoveScreen)
  case help(HelpScreen)
  case signIn(SignInScreen)
  case palette(PaletteScreen)
  case whatIf(WhatIfScreen)
  case bulk(BulkScreen)
  case managed(ManagedScreen)
  case endSession(EndSessionScreen)
  case unlock(UnlockScreen)
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
    case .managed(var box): (reaction, self) = (box.handle(key, context), .managed(box))
    case .endSession(var box): (reaction, self) = (box.handle(key), .endSession(box))
    case .unlock(var box): (reaction, self) = (box.handle(key), .unlock(box))
    }
    return reaction
  }

  /// What a click on a row of the box does.
  mutating func click(row: Int) -> Reaction {
    switch self {
    case .palette(var box):
      defer { self = .palette(box) }
      return box.click(row: row)
    case .bulk(var box):
      defer { self = .bulk(box) }
      return box.click(row: row)
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
  mutating func progress(done: Int) {
    guard case .bulk(var box) = self else { return }
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
    case .endSession(var box): (_, self) = (box.fit(context), .endSession(box))
    case .signIn, .whatIf, .managed, .unlock: break
    }
  }

  /// Lets the box know what came of what it asked for; true when it is over.
  mutating func take(_ finished: Event.Finished, _ context: Context) -> Bool {
    switch self {
    case .signOut(var box): (_, self) = (box.take(finished, context), .signOut(box))
    case .bulk(var box): (_, self) = (box.take(finished, context), .bulk(box))
    case .signIn(var box):
      defer { self = .signIn(box) }
      return box.take(finished, at: context.clock)
    case .managed(var box):
      defer { self = .managed(box) }
      return box.take(finished)
    case .unlock(var box):
      defer { self = .unlock(box) }
      return box.take(finished)
    case .move, .help, .palette, .whatIf, .endSession: break
    }
    return false
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
    case .managed(let box): box.draw(in: region, context)
    case .endSession(let box): box.draw(in: region)
    case .unlock(let box): box.draw(in: region)
    }
  }
}
