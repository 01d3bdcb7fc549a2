import ArgumentParser
import AuthCore

/// The page whose logins are meant.
struct PageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The origin of the app's page, such as https://app.example.com.",
      discussion: "Default: AUTHTOP_ORIGIN.",
      valueName: "url"
    )
  )
  var origin: String?

  /// The origin that was given, nil when none was.
  func webOrigin() throws -> WebOrigin? { try Self.webOrigin(of: origin) }

  /// The origin of an option, else that of the environment.
  static func webOrigin(of option: String?) throws -> WebOrigin? {
    let text = option ?? Wiring.environment["AUTHTOP_ORIGIN"].flatMap { $0.isEmpty ? nil : $0 }
    guard let text else { return nil }
    guard let origin = WebOrigin(text) else {
      throw CommandFailure(
        "\"\(text)\" is no origin; write a scheme and a host, such as https://app.example.com",
        code: CommandFailure.Code.unusableInput
      )
    }
    return origin
  }
}
