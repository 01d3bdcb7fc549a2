package import Glibc

/// What a test that pretends to be somebody else needs; being root is not all of it.
///
/// In a container root may lack the rights, a namespace may know no other user, and the folder for temporary files
/// may be one that nobody else can enter.
package enum OtherUser {
  /// An owner that is nobody's here.
  package static let id: uid_t = 12345

  /// Whether files can be given to another user, still be removed there, and be taken back.
  package static let mayOwnFiles: Bool = {
    guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
    let inside = folder.path + "/inside"
    return mkdir(inside, 0o700) == 0 && chown(folder.path, id, id) == 0 && rmdir(inside) == 0
      && chown(folder.path, 0, 0) == 0
  }()

  /// Whether a program can become `nobody` and reach what it is given among the temporary files.
  package static let mayReachFiles: Bool = {
    guard mayOwnFiles, let folder = try? TemporaryFolder() else { return false }
    chmod(folder.path, 0o755)
    let become = "setpriv --reuid 65534 --regid 65534 --clear-groups"
    return chown(folder.path, 65534, 65534) == 0
      && Shell.run("\(become) test -r '\(folder.path)'") == 0
  }()
}
