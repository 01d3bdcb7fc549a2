import AuthCore
import TestSupport
import Testing

@testable import TUI

/// The end of a refresh token is counted by the issuer's clock, as the tokens beside it are.
struct RefreshDeadlineTests {
  /// What the row of a session says whose refresh token ends in a day by the client's clock.
  private func text(drift: Int64) -> String {
    let sample = SampleApp(local: [SampleTokens { $0.drift = "\(drift)" }])
    let context = sample.app.context
    var session = context.ledger.sessions[0]
    session.refresh?.deadline = ManagerBench.now.advanced(byMilliseconds: 86_400_000 + 60_000)
    return SessionRow(session, context).refreshText { StyledLine($0, $1) }.text.plain
  }

  @Test func `a client's wrong clock does not move it`() {
    #expect(text(drift: 0) == "1d 0h")
    #expect(text(drift: 7_200_000) == "22h 01m")
    #expect(text(drift: -7_200_000) == "1d 2h")
  }
}
