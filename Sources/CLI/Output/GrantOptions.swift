import ArgumentParser
import AuthCore

/// The scopes and groups that a token is asked for; of several, one is enough.
struct GrantOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A scope that the access token must grant.",
      discussion: "May be given again: one of them is enough. An ID token has no scopes.",
      valueName: "scope"
    )
  )
  var scope: [String] = []

  @Option(
    help: ArgumentHelp(
      "A group that the user must be in, by the claim cognito:groups.",
      discussion: "May be given again: one of them is enough.",
      valueName: "group"
    )
  )
  var group: [String] = []

  func validate() throws {
    if let name = scope.first(where: { !Self.isName($0) }) {
      throw ValidationError("--scope takes one scope and may be given again, not \"\(name)\"")
    }
    if let name = group.first(where: { !Self.isName($0) }) {
      throw ValidationError("--group takes one group and may be given again, not \"\(name)\"")
    }
  }

  /// The scopes asked for, nil when none is.
  var scopes: [String]? { scope.isEmpty ? nil : scope }
  /// The groups asked for, nil when none is.
  var groups: [String]? { group.isEmpty ? nil : group }

  /// Whether a text can be one scope (RFC 6749 section 3.3) or one group: neither has spaces.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && !text.contains(where: \.isWhitespace)
  }
}
