/// A key as the terminal sent it, or what came from the mouse or the clipboard.
package enum Key: Hashable, Sendable {
  case character(Character)
  /// With Ctrl held, in lower case: `.ctrl("c")`; `.ctrl(" ")` is Ctrl-Space.
  case ctrl(Character)
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// Ctrl or Alt with left or right.
  case wordLeft, wordRight
  case function(Int)
  /// Text from the clipboard, never to be read as keys; lines end in "\n".
  case paste(String)
  case mouse(Mouse)
}

/// What the mouse did, and at which cell, counted from 0.
package struct Mouse: Hashable, Sendable {
  /// What the mouse can do.
  package enum Action: Hashable, Sendable {
    case press, middlePress, rightPress, release, wheelUp, wheelDown
  }

  package let action: Action
  package let x: Int
  package let y: Int

  package init(_ action: Action, x: Int, y: Int) {
    self.action = action
    self.x = x
    self.y = y
  }
}
