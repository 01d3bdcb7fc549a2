import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The copy menu, the comparison and the checks on a real terminal.
@Suite(.ownThread)
struct CopyTests {
  @Test(.runLimit(minutes: 20))
  func `a token goes to the terminal's clipboard whole, and only when it was asked for`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press("y", thenWaitFor: "Copy · alice", "storage-state")
    try terminal.press("\r", thenWaitFor: "sent 21 bytes", "redacted")
    #expect(Self.clipboard(terminal) == "REDACTED-access-token")
    try terminal.press("y", thenWaitFor: "Copy · alice")
    try terminal.press("x", thenWaitFor: "with secrets")
    try terminal.press("\r", thenWaitFor: "bytes to the terminal's clipboard")
    try terminal.wait("the token") { _ in
      Self.clipboard(terminal)?.split(separator: ".").count == 3
    }
    let screen = terminal.screen.text
    #expect(!screen.contains("eyJ"))
  }

  @Test(.runLimit(minutes: 20))
  func `a refresh token asks twice, and a file is its owner's alone`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.select("alice", "local")
    try terminal.press("y", thenWaitFor: "Copy · alice")
    try terminal.press("\t\tx", thenWaitFor: "token refresh", "with secrets")
    try terminal.press("\r", thenWaitFor: "holds a refresh token")
    try terminal.press("n", thenWaitFor: "nothing was copied")
    #expect(Self.clipboard(terminal) == nil)
    let path = place.folder.path + "/token.txt"
    try terminal.press("f", thenWaitFor: "token.txt")
    try terminal.press("\u{15}\(path)\r", thenWaitFor: "holds a refresh token")
    try terminal.press("y", thenWaitFor: "readable by you alone")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(text.split(separator: ".").count == 5)
  }

  @Test(.runLimit(minutes: 20))
  func `a broken session is found by the checks and mended from there`() throws {
    let place = try Place()
    let terminal = try place.screen("demo")
    try terminal.waitForDemo()
    try terminal.press("c", thenWaitFor: "Checks · all backends", "1 error", "id-token-missing")
    try terminal.press("\r", thenWaitFor: "dave · Checks", "press r")
    // Before the checks have run there is nothing to press r for.
    try terminal.press("c", thenWaitFor: "Checks · all backends", "id-token-missing")
    try terminal.press("r", thenWaitFor: "refreshed dave")
    try terminal.press("c", thenWaitFor: "Checks · all backends")
    try terminal.press("\u{1B}")
    try terminal.wait(gone: "Checks · all backends")
    // Before its tokens are read again there is nothing to compare.
    try terminal.wait("the pane without the error") { screen in
      screen.text.contains("dave · Checks") && screen.text.contains("press p")
        && !screen.text.contains("press r")
    }
    try terminal.press("=", thenWaitFor: "refreshed", "access token now")
  }

  /// The last text that was sent to the clipboard by OSC 52.
  private static func clipboard(_ terminal: PseudoTerminal) -> String? {
    let text = String(decoding: terminal.bytes, as: UTF8.self)
    guard let start = text.ranges(of: "\u{1B}]52;c;").last else { return nil }
    let payload = text[start.upperBound...].prefix { $0 != "\u{7}" }
    return Data(base64Encoded: String(payload)).map { String(decoding: $0, as: UTF8.self) }
  }
}
