package import AuthCore
import Glibc

/// An executable that keeps sessions for authtop, named once by its absolute path.
package struct HelperProgram: Equatable, Sendable {
  /// What the file names of helpers on the path begin with.
  package static let prefix = "authtop-backend-"

  package let path: String

  /// The part of the file name after the prefix, or the whole of another name.
  package var name: String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasPrefix(Self.prefix) ? String(file.dropFirst(Self.prefix.count)) : file
  }

  /// The backend that it is.
  package var backend: BackendID { BackendID("helper:\(name)") }

  /// Takes a path; a relative one counts from the working directory, which must not change then.
  package init(path: String) {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else {
      self.path = path
      return
    }
    self.path = String(cString: folder) + "/" + path
    free(folder)
  }

  /// The helpers on the path by name; of several with one name the first is taken, as a shell does.
  package static func onPath(_ environment: [String: String]) -> [HelperProgram] {
    var found: [String: HelperProgram] = [:]
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      for file in DirectoryListing.names(String(folder)) where file.hasPrefix(prefix) {
        let helper = HelperProgram(path: PrivatePath.trimmed(String(folder)) + "/" + file)
        guard isName(helper.name), found[helper.name] == nil, access(helper.path, X_OK) == 0 else {
          continue
        }
        found[helper.name] = helper
      }
    }
    return found.keys.sorted().compactMap { found[$0] }
  }

  /// Letters, digits and `-_.`: what can stand in a backend's name on a command line.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "-_.".unicodeScalars.contains($0))
      }
  }

  /// Refuses a program that is missing, cannot be run, or that others could replace by their own.
  package func check() throws(StorageError) {
    guard let status = PrivatePath.target(path) else { throw .system("cannot run \(path)") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unavailable(reason: "\(path) is not a program")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .unsafe(
        path: path,
        reason: "belongs to user \(status.st_uid)",
        remedy: "cp \(PrivatePath.quoted(path)) ~/.local/bin/"
      )
    }
    guard status.st_mode & 0o002 == 0 else {
      throw .unsafe(
        path: path,
        reason: "can be written by anybody",
        remedy: "chmod o-w \(PrivatePath.quoted(path))"
      )
    }
    guard access(path, X_OK) == 0 else {
      throw .unsafe(
        path: path,
        reason: "is not executable",
        remedy: "chmod u+x \(PrivatePath.quoted(path))"
      )
    }
  }
}
