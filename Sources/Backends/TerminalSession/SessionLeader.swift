package import AuthCore
package import Glibc

/// Which terminal session a process belongs to, told apart from every other one, past ones too.
///
/// A process id alone is given out again; with the start time and the boot it is not.
package struct SessionLeader: Equatable, Sendable {
  package let id: pid_t
  /// Clock ticks from the boot to the leader's start (`proc(5)`, field 22 of `stat`).
  package let startTime: UInt64
  /// The kernel's random id of this boot, without dashes.
  package let bootID: String
  /// The inode of the namespace in which `id` counts: a container has its own.
  package let namespace: UInt64

  package init(id: pid_t, startTime: UInt64, bootID: String, namespace: UInt64) {
    self.id = id
    self.startTime = startTime
    self.bootID = bootID
    self.namespace = namespace
  }

  /// The leader of this process's session.
  package static func current() throws(StorageError) -> SessionLeader {
    try process(getsid(0))
  }

  /// A process as the leader of a session that ends with it.
  package static func process(_ id: pid_t) throws(StorageError) -> SessionLeader {
    guard id > 0 else {
      throw .absent(reason: "this process has no terminal session that it can see")
    }
    guard let start = try startTime(of: id) else { throw .absent(reason: gone) }
    guard let boot = try ProcessText.read("/proc/sys/kernel/random/boot_id"),
      let namespace = PrivatePath.target("/proc/self/ns/pid").map({ UInt64($0.st_ino) })
    else { throw .absent(reason: "/proc is not there, so no terminal session can be told") }
    let digits = boot.filter { $0.isHexDigit }
    return SessionLeader(id: id, startTime: start, bootID: digits, namespace: namespace)
  }

  /// Whether the leader has ended for sure: what cannot be told costs nobody his tokens.
  package var hasEnded: Bool {
    do {
      return try Self.startTime(of: id) != startTime
    } catch {
      return false
    }
  }

  /// Refuses to go on when the leader has ended, or when that cannot be told.
  func confirm() throws(StorageError) {
    guard try Self.startTime(of: id) == startTime else { throw .absent(reason: Self.gone) }
  }

  private static let gone = "the terminal session has ended, and what it stored with it"

  /// Refuses to take a process that is hidden for one that is not there: with `hidepid` (proc(5)) those of
  /// others are, and those that keep others from reading their memory.
  private static func confirmNone(_ id: pid_t) throws(StorageError) {
    guard kill(id, 0) == 0 || errno != ESRCH else { return }
    let reason = "the terminal session's leader, process \(id), is hidden from this user"
    // A leader of another user was hidden from whoever wanted to store something, too.
    throw errno == EPERM ? .absent(reason: reason) : .unavailable(reason: reason)
  }

  /// When a process started; nil when there is none or it has ended and is only not reaped yet.
  package static func startTime(of id: pid_t) throws(StorageError) -> UInt64? {
    // The command's name may hold spaces and parentheses: the fields begin after its last one.
    guard let text = try ProcessText.read("/proc/\(id)/stat"), let end = text.lastIndex(of: ")")
    else {
      try confirmNone(id)
      return nil
    }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, !["Z", "X", "x"].contains(fields[0]) else { return nil }
    return UInt64(fields[19])
  }
}
