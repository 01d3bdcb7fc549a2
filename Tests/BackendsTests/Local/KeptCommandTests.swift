import Glibc
import TestSupport
import Testing

/// What the tests run of other people's ends with them.
@Suite(.timeLimit(.minutes(5)))
struct KeptCommandTests {
  @Test func `a daemon that a command left is ended with it`() throws {
    let folder = try TemporaryFolder()
    let note = folder.path + "/id"
    let daemon = "echo $$ >\"\(note).new\"; mv \"\(note).new\" \"\(note)\"; exec sleep 500"
    let code = KeptCommand.shell(
      "(setsid sh -c '\(daemon)' &); until [ -e '\(note)' ]; do :; done; exit 7"
    )
    #expect(code == 7)
    let id = try #require(
      pid_t(String(decoding: StoreFolder.bytes(note), as: UTF8.self).dropLast())
    )
    #expect(kill(id, 0) == -1 && errno == ESRCH)
  }

  @Test func `a command that does not end is ended`() {
    #expect(KeptCommand.shell("trap '' TERM HUP; while :; do sleep 1; done", seconds: 1) == 124)
  }
}
