/// A fault in a file that the user wrote, by file, line and column.
enum ConfigurationFailure {
  static func at(_ place: TextPlace, _ file: String, _ reason: String) -> CommandFailure {
    CommandFailure(
      "\(file):\(place.line):\(place.column): \(reason); the file was left as it is",
      code: CommandFailure.Code.unusableInput
    )
  }
}
