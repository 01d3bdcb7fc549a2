import AuthCore
import Backends
import Glibc

/// What is killed: which storage a writer writes, and in what way.
enum Subject: String, CaseIterable {
  case local, jar, session, moves
  /// Negative controls: one write after the other, and a file that is cut and written again.
  case torn, truncating

  /// Those that must survive, with their share of all kills in percent.
  static let shares: [(subject: Subject, percent: Int)] = [
    (.local, 40), (.jar, 20), (.session, 15), (.moves, 25),
  ]

  /// Lines of a jar that are somebody else's or no cookies at all.
  static let foreign = """
    # Netscape HTTP Cookie File
    example.com\tFALSE\t/\tTRUE\t0\tuser-0.accessToken\tforeign
    a line that is no cookie
    #HttpOnly_example.com\tFALSE\t/\tTRUE\t0\ta\tb
    localhost\tFALSE\t/elsewhere\tTRUE\t0\tuser-1.idToken\tforeign

    """

  /// The storage in a folder; a terminal session belongs to the process of that number.
  func storage(
    in folder: String,
    leader: pid_t
  ) throws -> any AtomicStorage & PagedStorage {
    switch self {
    case .local, .torn, .moves:
      return try LocalStore.open(directory: folder + "/store").storage(namespace: "sessions")
    case .jar, .truncating: return try Self.jar(in: folder)
    case .session: return try Self.session(in: folder, leader: leader)
    }
  }

  static func jarPath(in folder: String) -> String { folder + "/store/cookies.txt" }

  static func jar(in folder: String) throws -> CookieStorage {
    try CookieStorage.open(
      path: jarPath(in: folder),
      home: folder + "/store",
      options: try CookieOptions(expires: nil),
      clock: { NumericDate(seconds: 1_700_000_000) }
    )
  }

  static func session(in folder: String, leader: pid_t) throws -> TerminalSessionStorage {
    try TerminalSessionStorage.open(
      directory: folder + "/session",
      leader: try SessionLeader.process(leader)
    )
  }
}
