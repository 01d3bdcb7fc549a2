import AuthCore
import Glibc
import TUI

/// Writes a list of sessions of any length as it is read, with the problems that show only among all
/// of them.
///
/// What is read once to see what is there, and once more to be written, is the same but for what
/// others changed in between.
struct SessionListWriter {
  private var pages: SessionPages
  private var checkup: ListCheckup
  private var columns = TextColumns()
  private let now: NumericDate
  /// What else is in some backends, in a few words.
  private(set) var remarks: [(BackendID, String)] = []
  /// Backends that could not be read, and why.
  private(set) var failures: [String] = []

  private static let header = ["STATE", "USER", "BACKEND", "APP", "ACCESS", "ID", "CLIENT", "NOTE"]

  init(pages: SessionPages, context: CheckContext) {
    self.pages = pages
    now = context.now
    checkup = ListCheckup(context)
  }

  mutating func write(json: Bool) async throws {
    try await survey(json: json)
    if checkup.wantsMore {
      var gathered = checkup
      try await pages.read { page in for session in page.sessions { gathered.gather(session) } }
      checkup = gathered
    }
    checkup.conclude()
    let (checkup, columns, now) = (checkup, columns, now)
    var count = 0
    if !json { print(columns.line(Self.header)) }
    try await pages.read { page in
      for session in page.sessions.map(checkup.withProblems) {
        if json {
          let record = SessionRecord.record(session, at: now).text
          print(count == 0 ? "[\n\(record)" : ",\n\(record)", terminator: "")
        } else {
          print(columns.line(Self.cells(session, now)))
        }
        count += 1
      }
    }
    if json { print(count == 0 ? "[]" : "\n]") }
  }

  /// Sees what there is, and how wide it is.
  private mutating func survey(json: Bool) async throws {
    var (checkup, columns) = (checkup, columns)
    var (remarks, failures) = (remarks, failures)
    let now = now
    columns.measure(Self.header)
    try await pages.read { page in
      for session in page.sessions {
        checkup.survey(session)
        if !json { columns.measure(Self.cells(session, now)) }
      }
      if let remark = page.remark { remarks.append((page.id, remark)) }
      if case .unavailable(let reason) = page.content {
        failures.append("\(page.id): \(reason)")
      }
    }
    (self.checkup, self.columns) = (checkup, columns)
    (self.remarks, self.failures) = (remarks, failures)
  }

  private static func cells(_ session: Session, _ now: NumericDate) -> [String] {
    [
      session.state(at: now).word, session.id.username, session.id.backend.rawValue,
      session.isActive ? "*" : session.isPointer ? "+" : "",
      left(session.access, session, now), left(session.idToken, session, now),
      session.id.clientID, session.refusal?.message ?? session.problems.first?.message ?? "",
    ]
  }

  private static func left(
    _ token: TokenSummary?,
    _ session: Session,
    _ now: NumericDate
  ) -> String {
    guard let token else { return "-" }
    return Countdown(milliseconds: Int(clamping: session.millisecondsLeft(of: token, at: now))).text
      .plain
  }
}
