import ArgumentParser
import AuthCore

/// `authtop inspect`: what a token says.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Decode a token from standard input or a file.",
    discussion: """
      Decoding verifies nothing: the output says what the token claims, not that it is true. \
      Exit code 0 when it could be read, 2 when not.
      """
  )

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(
    help: """
      Read one JSON object a line, with the token in its member "token", and answer one JSON \
      object a line.
      """
  )
  var lines = false

  @Argument(help: ArgumentHelp("The file to read; standard input without it.", valueName: "file"))
  var file = "-"

  func run() async throws {
    try await reporting {
      if lines {
        try inspectLines()
        return
      }
      let text = Self.trimmed(try TextFile.bytes(file))
      do {
        let token = try CompactToken(bytes: text)
        print(json ? InspectRecord.record(token).text : InspectText.lines(token))
      } catch let error as TokenError {
        if json { print(InspectRecord.record(error).text) }
        throw CommandFailure("\(error)", code: CommandFailure.Code.unusableInput)
      }
    }
  }

  /// The bytes without the line end that a shell or an editor adds.
  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes[...]
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    return Array(bytes)
  }

  private func inspectLines() throws {
    var isUnreadable = false
    for line in try TextFile.bytes(file).split(separator: 0x0A) {
      do {
        print(InspectRecord.record(try CompactToken(try Self.token(Array(line)))).text)
      } catch let error as TokenError {
        isUnreadable = true
        print(InspectRecord.record(error).text)
      } catch let error as JSONError {
        isUnreadable = true
        print(InspectRecord.unusable("the line is not JSON: \(error)").text)
      } catch {
        isUnreadable = true
        print(InspectRecord.unusable("the line has no string member \"token\"").text)
      }
    }
    if isUnreadable { throw ExitCode(CommandFailure.Code.unusableInput) }
  }

  private struct NoToken: Error {}

  private static func token(_ line: [UInt8]) throws -> String {
    guard case .object(let request) = try JSONParser.parse(line).value,
      let token = request["token"]?.text
    else { throw NoToken() }
    return token
  }
}
