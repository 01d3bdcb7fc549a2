import AuthCore

/// Amplify's configuration files: one that is named, or those of the project that one stands in.
struct AmplifyFiles {
  /// A project's folder is not searched for further up than so many folders.
  private static let depth = 64

  /// The pool of a file that the user named; it must have one.
  static func named(_ file: String) throws -> ConfiguredPool {
    guard let pool = try pool(file, name: "amplify") else {
      throw CommandFailure(
        "\(file): there is no Auth in this file, so no pool; the file was left as it is",
        code: CommandFailure.Code.unusableInput
      )
    }
    return ConfiguredPool(configuration: pool, origin: .outputs, file: file)
  }

  /// The pools of the nearest project: the files of the first folder upwards that has one, and not
  /// beyond the root of a Git repository.
  static func found(from folder: String) throws -> [ConfiguredPool] {
    var folder = folder
    for _ in 0..<depth {
      let names = [AmplifyOutputs.fileName, AmplifyGen1.fileName]
      let files = names.map { "\(folder == "/" ? "" : folder)/\($0)" }.filter(FileProbe.exists)
      if !files.isEmpty { return try pools(files) }
      guard folder.hasPrefix("/"), folder != "/", !FileProbe.exists(folder + "/.git") else {
        return []
      }
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
      if folder.isEmpty { folder = "/" }
    }
    return []
  }

  /// Gen 2 goes first; Gen 1's file of the same app client says nothing new.
  private static func pools(_ files: [String]) throws -> [ConfiguredPool] {
    var found: [ConfiguredPool] = []
    for file in files {
      let name = found.isEmpty ? "amplify" : "amplify-gen1"
      guard let pool = try pool(file, name: name) else { continue }
      let isKnown = found.contains {
        $0.configuration.poolID == pool.poolID && $0.configuration.clientID == pool.clientID
      }
      if !isKnown {
        found.append(ConfiguredPool(configuration: pool, origin: .found, file: file))
      }
    }
    return found
  }

  private static func pool(_ file: String, name: String) throws -> PoolConfiguration? {
    let value = try PlacedJSON.parse(try TextFile.bytes(file), file: file)
    let root = try SettingTable(value, file: file)
    // By what is in it, because a file may have any name.
    let flat = ["aws_project_region", "aws_user_pools_id", "UserAgent"]
    let hasPlugins: Bool =
      if case .table(let auth)? = root["auth"]?.value.content {
        auth.contains { $0.name == "plugins" }
      } else { false }
    let isGen1 = hasPlugins || flat.contains { root[$0] != nil }
    return isGen1
      ? try AmplifyGen1.pool(root, name: name) : try AmplifyOutputs.pool(root, name: name)
  }
}
