/// What a screen answers to a key: at most one thing.
package enum Reaction: Equatable, Sendable {
  case none
  case open(Screen)
  case close
  case perform(Effect)
}

/// A screen that stands above the main one.
package enum Screen: Equatable, Sendable {
  case signOut(SignOutScreen)
  case move(MoveScreen)
  case help(HelpScreen)
  case signIn(SignInScreen)
}
