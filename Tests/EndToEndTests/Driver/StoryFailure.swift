/// Why a story could not go on, with what was on the screen.
struct StoryFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
