import Glibc

/// A question that only a person at a terminal can answer with yes.
enum Confirmation {
  static func ask(_ question: String) throws {
    guard isatty(0) == 1 else {
      throw CommandFailure(
        "nobody is there to confirm; nothing was done; add --yes to go on without asking",
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
