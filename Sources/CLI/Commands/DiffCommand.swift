import ArgumentParser
import AuthCore

/// `authtop diff`: what two tokens say differently.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare the claims of two tokens.",
    discussion: """
      A and B are sessions, files with a token, or - for standard input. Without B the access and \
      the ID token of session A are compared. Claims are decoded and not verified; personal ones \
      are masked unless --reveal is given.
      """
  )

  @Argument(help: ArgumentHelp("A session, a file, or -.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("Another one.", valueName: "b"))
  var second: String?

  @Option(
    help: ArgumentHelp("Which token of a session: access or id.", valueName: "access|id")
  )
  var token: TokenKind = .access

  @Flag(help: "What the last refresh of session A changed, from the journal.")
  var last = false

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Show personal claims.")
  var reveal = false

  @OptionGroup var pool: PoolOptions

  func validate() throws {
    if token == .refresh { throw ValidationError("a refresh token has no claims to compare") }
    if last, second != nil { throw ValidationError("--last is about one session") }
    if first == "-", second == "-" { throw ValidationError("only one of them can be -") }
  }

  func run() async throws {
    try await reporting {
      if last { return try await printLast() }
      let (one, other) = try await sides()
      let text = DiffText(
        first: one.title,
        second: other.title,
        diff: ClaimDiff(one.members, other.members),
        isRevealing: reveal
      )
      print(text.text(json: json))
    }
  }

  /// The journal keeps no token: it tells the names, and values that are not about a person.
  private func printLast() async throws {
    try await Wiring.with(pool) { wiring in
      let session = try await SessionSelection.sessions([first], in: wiring.manager)[0]
      let filter = JournalFilter(session: session.id)
      let entries = try await wiring.manager.journal(filter)
      guard let entry = entries.first(where: { !$0.claims.isEmpty }) else {
        throw CommandFailure(
          "the journal knows of no refresh of \(session.id); refresh it and ask again",
          code: CommandFailure.Code.unusableInput
        )
      }
      print(json ? GenerationText.record(entry).text : GenerationText.text(entry))
    }
  }

  /// A token to compare: what it is called and what it says.
  private struct Side {
    let title: String
    let members: [JSONObject.Member]
  }

  private func sides() async throws -> (Side, Side) {
    guard let second else {
      if Self.isFile(first) {
        throw CommandFailure(
          "a token alone has nothing to be compared with; name another one",
          code: CommandFailure.Code.unusableInput
        )
      }
      return (try await session(first, .access), try await session(first, .id))
    }
    return (try await side(first), try await side(second))
  }

  private static func isFile(_ name: String) -> Bool { name == "-" || FileProbe.exists(name) }

  private func side(_ name: String) async throws -> Side {
    guard Self.isFile(name) else { return try await session(name, token) }
    var text = String(decoding: try TextFile.bytes(name), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.hasPrefix("Bearer ") { text.removeFirst("Bearer ".count) }
    do {
      let title = name == "-" ? "standard input" : name
      return Side(title: title, members: try CompactToken(text).claims.members)
    } catch {
      throw CommandFailure("\(name): \(error)", code: CommandFailure.Code.unusableInput)
    }
  }

  private func session(_ name: String, _ kind: TokenKind) async throws -> Side {
    var side: Side?
    try await Wiring.with(pool) { wiring in
      let session = try await SessionSelection.sessions([name], in: wiring.manager)[0]
      let detail = try await wiring.manager.detail(session.id)
      guard let decoded = kind == .access ? detail.access : detail.idToken else {
        throw CommandFailure(
          "\(session.id) has no readable \(kind.title)",
          code: CommandFailure.Code.unusableInput
        )
      }
      side = Side(title: "\(session.id) \(kind.title)", members: decoded.claims.members)
    }
    guard let side else { throw CommandFailure("\(name): nothing was read", code: 3) }
    return side
  }
}
