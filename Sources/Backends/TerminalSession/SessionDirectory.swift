package import AuthCore
import Glibc

/// The folder of all terminal sessions' files: in memory, and the user's own.
package enum SessionDirectory {
  /// `authtop` in `XDG_RUNTIME_DIR`, else in `/run/user/UID`, else `/dev/shm/authtop-UID`.
  ///
  /// Each must be a folder of this user that lies in memory, so that nothing reaches a disk. One that was
  /// opened to others since authtop stored there is refused and not passed over: its tokens would be nowhere.
  package static func path(environment: [String: String]) throws(StorageError) -> String {
    let user = geteuid()
    var reasons: [String] = []
    let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    for folder in [runtime, "/run/user/\(user)"].compactMap({ $0 }) {
      guard let reason = try obstacle(folder) else {
        return PrivatePath.trimmed(folder) + "/authtop"
      }
      reasons.append("\(folder) \(reason)")
    }
    guard try isInMemory("/dev/shm"), access("/dev/shm", W_OK | X_OK) == 0 else {
      reasons.append("/dev/shm is not a writable folder in memory")
      throw .absent(reason: "there is no folder in memory: \(reasons.joined(separator: "; "))")
    }
    return "/dev/shm/authtop-\(user)"
  }

  private static func obstacle(_ folder: String) throws(StorageError) -> String? {
    guard let status = PrivatePath.target(folder) else { return "does not exist" }
    guard status.st_mode & S_IFMT == S_IFDIR else { return "is not a folder" }
    guard status.st_uid == geteuid() else { return "belongs to user \(status.st_uid)" }
    guard try isInMemory(folder) else { return "is not in memory (tmpfs)" }
    guard status.st_mode & 0o077 != 0 else { return nil }
    let reason = "is open to other users"
    guard PrivatePath.target(PrivatePath.trimmed(folder) + "/authtop") != nil else { return reason }
    throw .unsafe(path: folder, reason: reason, remedy: "chmod 700 \(PrivatePath.quoted(folder))")
  }

  /// Whether a folder's file system is `tmpfs` or `ramfs`, by its device in the table of mounts
  /// (`proc_pid_mountinfo(5)`).
  private static func isInMemory(_ path: String) throws(StorageError) -> Bool {
    guard let status = PrivatePath.target(path),
      let text = try ProcessText.read("/proc/self/mountinfo")
    else { return false }
    let device = number(UInt64(status.st_dev))
    return text.split(separator: "\n").contains { line in
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == device, let dash = fields.firstIndex(of: "-"),
        dash + 1 < fields.count
      else { return false }
      return ["tmpfs", "ramfs"].contains(fields[dash + 1])
    }
  }

  /// A device as `major:minor` (`makedev(3)` packs both into one number).
  private static func number(_ device: UInt64) -> String {
    let major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
    return "\(major):\((device & 0xFF) | (device >> 12 & 0xFFFF_FF00))"
  }
}
