import FoundationEssentials
import Glibc
import TestSupport

/// `authtop pool` beside a test, ended with it.
final class PoolProcess {
  /// The line that it prints when it can be spoken to.
  struct Ready: Decodable {
    struct User: Decodable {
      let username: String
      let password: String
    }

    let endpoint: String
    let poolID: String
    let clientID: String
    let issuer: String
    let users: [User]?

    enum CodingKeys: String, CodingKey {
      case endpoint, issuer, users
      case poolID = "pool_id"
      case clientID = "client_id"
    }
  }

  static let password = "Demo-password-1"

  let ready: Ready
  let readyLine: String
  let child: Child
  private var closedPort: ClosedPort?

  init(_ place: Place, _ options: String...) throws {
    let ends = try Descriptor.pipe()
    defer { close(ends.reading) }
    do {
      defer { close(ends.writing) }
      child = try Child(
        BuiltProgram.path,
        ["pool"] + options,
        environment: place.environment,
        files: [1: ends.writing]
      )
    }
    let deadline = Deadline.in(120)
    var bytes: [UInt8] = []
    while bytes.last != 10, deadline.poll([ends.reading]) {
      let more = Descriptor.readSome(ends.reading)
      if more.isEmpty { break }
      bytes += more
    }
    readyLine = String(decoding: bytes, as: UTF8.self)
    ready = try JSONDecoder().decode(Ready.self, from: Data(bytes))
  }

  /// Asks it to end and waits for that; its port stays closed, so that no other test's pool answers there.
  func stop() throws -> Child.Ending {
    child.kill(SIGTERM)
    let ending = try child.end(by: .in(60))
    let port = ready.endpoint.split(separator: ":").last.flatMap { Int($0) }
    closedPort = port.flatMap { ClosedPort($0) }
    return ending
  }
}
