import Glibc

/// Asks a person before something that cannot be taken back.
enum Confirmation {
  /// Returns when the person typed yes, else throws; nobody at a terminal is no.
  static func ask(_ question: String) throws {
    guard isatty(0) == 1 else {
      throw CommandFailure(
        "nobody is there to confirm; nothing was done; add --yes to do it without asking",
        code: CommandFailure.Code.unusableInput
      )
    }
    print("\(question) Type yes: ", terminator: "")
    fflush(nil)
    guard readLine() == "yes" else {
      throw CommandFailure("not confirmed; nothing was done", code: CommandFailure.Code.refused)
    }
  }
}
