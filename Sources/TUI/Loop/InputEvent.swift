/// What the terminal tells the program.
package enum InputEvent: Hashable, Sendable {
  case key(Key)
  case resized(columns: Int, rows: Int)
  /// The program was stopped and goes on; the screen must be presented again, and time has passed.
  case resumed
  /// A signal asks the program to end with status `128 + signal`; a terminal that went away counts as SIGHUP.
  case terminate(signal: Int32)
}
