package import AuthCore

/// Where authtop keeps its file, by the environment.
package enum DataDirectory {
  /// `AUTHTOP_HOME`, else `authtop` in `XDG_DATA_HOME`, else in `~/.local/share`.
  ///
  /// Empty variables count as absent; a relative `XDG_DATA_HOME` or `HOME` is ignored (XDG Base
  /// Directory Specification, "Basics").
  package static func path(environment: [String: String]) throws(StorageError) -> String {
    if let home = environment["AUTHTOP_HOME"], !home.isEmpty { return home }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return joined(data, "authtop")
    }
    if let home = environment["HOME"], home.hasPrefix("/") {
      return joined(home, ".local/share/authtop")
    }
    throw .unavailable(
      reason: "none of AUTHTOP_HOME, XDG_DATA_HOME and HOME names an absolute folder; set one"
    )
  }

  private static func joined(_ folder: String, _ rest: String) -> String {
    folder.hasSuffix("/") ? folder + rest : "\(folder)/\(rest)"
  }
}
