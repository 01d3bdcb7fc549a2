import AuthCore
import TOMLKit
import TUI

/// The configuration file: named pools in TOML.
enum ConfigurationFile {
  private static let keys: Set<String> = [
    "endpoint", "pool-id", "client-id", "client-secret-file", "refresh-token-validity",
  ]

  /// The pools of the file, none when the default file does not exist.
  static func pools(path: String?, environment: [String: String]) throws -> [PoolConfiguration] {
    guard let file = path ?? defaultPath(environment) else { return [] }
    if path == nil, !FileProbe.exists(file) { return [] }
    return try pools(String(decoding: try TextFile.bytes(file), as: UTF8.self), file: file)
  }

  /// `$XDG_CONFIG_HOME/authtop/config.toml`, nil without a home.
  static func defaultPath(_ environment: [String: String]) -> String? {
    if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") {
      return home + "/authtop/config.toml"
    }
    return environment["HOME"].map { $0 + "/.config/authtop/config.toml" }
  }

  static func pools(_ text: String, file: String) throws -> [PoolConfiguration] {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let place = error.source.begin
      throw failure(file, "line \(place.line), column \(place.column): \(error.description)")
    }
    for key in table.keys where key != "pools" {
      throw failure(file, "there is no setting \"\(key)\"; the file holds tables [pools.NAME]")
    }
    guard let pools = table["pools"] else { return [] }
    guard let named = pools.table else { throw failure(file, "\"pools\" is not a table") }
    return try named.keys.sorted().map { name in
      guard let pool = named[name]?.table else {
        throw failure(file, "\"pools.\(name)\" is not a table")
      }
      return try configuration(pool, name: name, file: file)
    }
  }

  private static func configuration(
    _ pool: TOMLTable,
    name: String,
    file: String
  ) throws -> PoolConfiguration {
    for key in pool.keys where !keys.contains(key) {
      throw failure(
        file,
        "pools.\(name): there is no setting \"\(key)\"; "
          + "there are: \(keys.sorted().joined(separator: ", "))"
      )
    }
    func text(_ key: String) throws -> String? {
      guard let value = pool[key] else { return nil }
      guard let text = value.string else {
        throw failure(file, "pools.\(name): \"\(key)\" must be a string")
      }
      return text
    }
    let validity = try text("refresh-token-validity").map { text in
      guard let length = DurationText.milliseconds(text) else {
        throw failure(file, "pools.\(name): \"\(text)\" is no length of time such as 30d or 12h")
      }
      return length / 1000
    }
    return try NamedPool(
      endpoint: try text("endpoint"),
      poolID: try text("pool-id"),
      clientID: try text("client-id"),
      clientSecretFile: try text("client-secret-file"),
      refreshTokenValidity: validity
    ).configuration(name: name, source: "\(file): pools.\(name)")
  }

  private static func failure(_ file: String, _ reason: String) -> CommandFailure {
    CommandFailure(
      "\(file): \(reason); the file was left as it is",
      code: CommandFailure.Code.unusableInput
    )
  }
}
