import Glibc

/// The name of a terminal session's file, which says to which session it belongs.
struct SessionFileName: Equatable {
  let leader: SessionLeader

  private static let prefix = "session"
  private static let suffixes = [".lock", ".new", ".guard"]

  init(_ leader: SessionLeader) {
    self.leader = leader
  }

  var text: String {
    "\(Self.prefix)-\(leader.id)-\(leader.startTime)-\(leader.namespace)-\(leader.bootID)"
  }

  /// The session of a file, its lock, its draft or its guard's lock; nil for any other name.
  init?(_ name: String) {
    var name = name[...]
    for suffix in Self.suffixes where name.hasSuffix(suffix) {
      name = name.dropLast(suffix.count)
    }
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == Self.prefix, let id = pid_t(parts[1]), id > 0,
      let startTime = UInt64(parts[2]), let namespace = UInt64(parts[3])
    else { return nil }
    leader = SessionLeader(
      id: id,
      startTime: startTime,
      bootID: String(parts[4]),
      namespace: namespace
    )
  }

  /// Whether the session has ended, as far as can be told from here.
  ///
  /// The leaders of another namespace cannot be seen: their files stay until the next boot.
  func hasEnded(seenFrom current: SessionLeader) -> Bool {
    guard leader.bootID == current.bootID else { return true }
    return leader.namespace == current.namespace && leader.hasEnded
  }
}
