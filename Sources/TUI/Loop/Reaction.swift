package import AuthCore

/// What a screen answers to a key: at most one thing.
package enum Reaction: Equatable, Sendable {
  case none
  case open(Screen)
  case close
  case perform(Effect)
  /// Close the box, if there is one, and do what the action's key does.
  case run(Action)
  /// Take other settings at once; the file is not written.
  case set(Settings)
  /// Close the box and choose a session in the list.
  case show(SessionID)
  /// Close the box, choose what a finding is about, and do what the action's key does there.
  case jump(Finding.Subject, then: Action?)
  /// Close the box and show the whole screen as of another time.
  case imagine(WhatIf)
}
