import AuthCore
import TUI

/// The configuration file in TOML: named pools and the screen's settings.
enum ConfigurationFile {
  /// The pools of the file, none when the default file does not exist.
  static func pools(path: String?, environment: [String: String]) throws -> [PoolConfiguration] {
    guard let file = try source(path, environment) else { return [] }
    return try pools(try TextFile.bytes(file), file: file)
  }

  /// The file to read, nil when there is none.
  static func source(_ path: String?, _ environment: [String: String]) throws -> String? {
    if let path { return path }
    guard let file = defaultPath(environment), FileProbe.exists(file) else { return nil }
    return file
  }

  /// `$XDG_CONFIG_HOME/authtop/config.toml`, nil without a home.
  static func defaultPath(_ environment: [String: String]) -> String? {
    if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") {
      return home + "/authtop/config.toml"
    }
    return environment["HOME"].map { $0 + "/.config/authtop/config.toml" }
  }

  /// The file's tables, each read by whoever owns it; a table that nobody knows is refused.
  static func root(_ bytes: [UInt8], file: String) throws -> SettingTable {
    let root = try SettingTable(PlacedTOML.parse(bytes, file: file), file: file)
    try root.refuseUnknown(["pools"] + StoreSettings.tables + InterfaceSettings.tables)
    return root
  }

  /// The screen's settings, and where they are written.
  static func settings(
    path: String?,
    environment: [String: String]
  ) throws -> SettingsFile {
    let place = path ?? defaultPath(environment)
    guard let file = try source(path, environment) else {
      return SettingsFile(path: place, settings: Settings())
    }
    let root = try root(try TextFile.bytes(file), file: file)
    return SettingsFile(path: file, settings: try InterfaceSettings(root).settings())
  }

  static func pools(_ bytes: [UInt8], file: String) throws -> [PoolConfiguration] {
    guard let pools = try root(bytes, file: file).table("pools") else { return [] }
    return try pools.names.map { name in
      guard let pool = try pools.table(name) else {
        throw pools.failure(pools.place, "\"\(name)\" is missing")
      }
      return try PoolSettings(pool, name: name).configuration()
    }
  }
}
