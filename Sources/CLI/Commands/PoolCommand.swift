import ArgumentParser
import AuthCore
import FoundationEssentials
import Glibc
import LoopbackPool
import TUI

/// `authtop pool`: the embedded user pool alone, for tests and other clients.
struct PoolCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool",
    abstract: "Run an embedded user pool on 127.0.0.1.",
    discussion: """
      Prints one JSON line when it is ready: endpoint, pool_id, client_id, issuer, oauth_domain, \
      and without --users the names and passwords of its users, with the second factors of those \
      that have some. Each message that a real pool would send by email or SMS is one JSON line more: \
      medium, username, destination, code and sent_at; the last hundred are also at \
      GET ENDPOINT/outbox. Runs until SIGTERM. It speaks Cognito's protocol, so any Cognito \
      client can be pointed at it. Lengths of time are written 30s, 5m, 1h or 30d. \
      Docs/LoopbackPool.md says what it does and what --users takes.
      """
  )

  @Option(help: ArgumentHelp("The port; 0 takes any free one.", valueName: "n"))
  var port = 0

  @Option(
    help: ArgumentHelp(
      "A JSON array of users: username, password, and optionally groups, attributes, status, mfa, "
        + "totp_secret, mfa_setup, custom and devices.",
      valueName: "file"
    )
  )
  var users: String?

  @Option(help: ArgumentHelp("Life of access tokens.", valueName: "time"))
  var accessLifetime: Lifetime = Lifetime(seconds: 3600)

  @Option(help: ArgumentHelp("Life of ID tokens.", valueName: "time"))
  var idLifetime: Lifetime = Lifetime(seconds: 3600)

  @Option(help: ArgumentHelp("Life of refresh tokens.", valueName: "time"))
  var refreshLifetime: Lifetime = Lifetime(seconds: 30 * 86400)

  @Option(
    help: ArgumentHelp(
      "Rotate refresh tokens, and accept a retired one for so long (0s to 60s).",
      valueName: "time"
    )
  )
  var rotationGrace: Lifetime?

  @Option(
    help: ArgumentHelp("Append messages to this file instead of printing them.", valueName: "file")
  )
  var outbox: String?

  @Option(
    help: ArgumentHelp(
      "Track devices; who says that one is remembered: always each one, or the user (prompt).",
      valueName: "always|prompt"
    )
  )
  var devices: DeviceTracking?

  @Option(
    help: ArgumentHelp(
      "Give the app client the secret in the first line of a file (or - for standard input; "
        + "or AUTHTOP_CLIENT_SECRET_FILE).",
      valueName: "file"
    )
  )
  var clientSecretFile: String?

  @Option(
    help: ArgumentHelp(
      "Give the app client a secret that is worth nothing: other users of this machine see it in "
        + "the list of processes.",
      valueName: "secret"
    )
  )
  var clientSecret: String?

  @Flag(
    help: """
      Track users' sessions: ListUserSessions and RevokeUserSession work, and a user's 21st session \
      ends the one that was unused for longest.
      """
  )
  var trackSessions = false

  func validate() throws {
    guard clientSecret == nil || clientSecretFile == nil else {
      throw ValidationError("Give the secret once: --client-secret-file or --client-secret.")
    }
  }

  /// The app client's secret, from wherever it was named.
  private func secret() throws -> ClientSecret? {
    if let clientSecret { return ClientSecret(clientSecret) }
    let path = clientSecretFile ?? Wiring.environment["AUTHTOP_CLIENT_SECRET_FILE"]
    return try path.map(TextFile.secret)
  }

  func run() async throws {
    try await reporting {
      var client = AppClient()
      client.accessLifetime = accessLifetime.seconds
      client.idLifetime = idLifetime.seconds
      client.refreshLifetime = refreshLifetime.seconds
      client.rotation = rotationGrace.map { AppClient.Rotation(graceSeconds: $0.seconds) }
      client.secret = try secret()
      var configuration = LoopbackPoolConfiguration(clients: [client])
      configuration.devices = devices
      configuration.tracksSessions = trackSessions
      if let users { configuration.users = try Self.seeds(users) }
      let outbox = try Outbox(path: outbox)
      // Before the ready line, which tells others that they may end this.
      let signals = Signals()
      let pool: LoopbackPool
      do {
        pool = try await LoopbackPool.start(
          configuration: configuration,
          port: port,
          clock: Wiring.clock,
          deliver: { outbox.write($0.json) }
        )
      } catch {
        throw CommandFailure("\(error)", code: CommandFailure.Code.backendFailed)
      }
      print(readyLine(pool, client).text)
      fflush(nil)
      await signals.termination()
      await pool.stop()
    }
  }

  private func readyLine(_ pool: LoopbackPool, _ client: AppClient) -> JSONRecord {
    var record = JSONRecord()
    record.set("endpoint", pool.endpoint)
    record.set("pool_id", pool.configuration.poolID)
    record.set("client_id", client.id)
    record.set("issuer", pool.issuer)
    record.set("oauth_domain", pool.endpoint)
    if users == nil {
      record.set(
        "users",
        pool.configuration.users.map { user in
          var entry = JSONRecord()
          entry.set("username", user.username)
          entry.set("password", user.password)
          if let note = DemoUsers.note(user) { entry.set("asks", note) }
          if let secret = user.totpSecret { entry.set("totp_secret", secret) }
          return entry
        }
      )
    }
    return record
  }

  private static func seeds(_ path: String) throws -> [UserSeed] {
    let data = Data(try TextFile.bytes(path))
    do {
      let seeds = try JSONDecoder().decode([UserSeed].self, from: data)
      for (index, seed) in seeds.enumerated() {
        guard let problem = seed.problem else { continue }
        throw CommandFailure(
          "\(path): [\(index)]: \(problem); no pool was started",
          code: CommandFailure.Code.unusableInput
        )
      }
      return seeds
    } catch let error as DecodingError {
      throw CommandFailure(
        "\(path): not a list of users: \(Self.place(error)); no pool was started",
        code: CommandFailure.Code.unusableInput
      )
    }
  }

  /// Where and what, without the value, which may be a password.
  private static func place(_ error: DecodingError) -> String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(path(context.codingPath)) lacks \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(path(context.codingPath)) is of another type than expected"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON" : "\(path(context.codingPath)) has a value that is not known"
    @unknown default: "it cannot be read"
    }
  }
}

extension DeviceTracking: ExpressibleByArgument {}

/// A length of time on the command line.
struct Lifetime: ExpressibleByArgument, Equatable {
  let seconds: Int64

  init(seconds: Int64) {
    self.seconds = seconds
  }

  init?(argument: String) {
    guard let milliseconds = DurationText.milliseconds(argument) else { return nil }
    seconds = milliseconds / 1000
  }

  var defaultValueDescription: String {
    seconds % 86400 == 0 ? "\(seconds / 86400)d" : "\(seconds / 60)m"
  }
}
