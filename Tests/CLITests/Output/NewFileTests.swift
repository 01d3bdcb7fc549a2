import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import CLI

/// Files of exports: new, private, whole.
struct NewFileTests {
  @Test func `a file is made for its owner alone whatever the umask`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    try NewFile.write(Array("text".utf8), to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("text".utf8))
  }

  @Test func `what is there is never overwritten and no link is followed`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    try NewFile.write([1], to: path)
    #expect(throws: CommandFailure.self) { try NewFile.write([2], to: path) }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data([1]))
    let link = folder.path + "/link"
    #expect(symlink(folder.path + "/nowhere", link) == 0)
    #expect(throws: CommandFailure.self) { try NewFile.write([2], to: link) }
    #expect(throws: CommandFailure.self) { try NewFile.write([2], to: folder.path + "/no/file") }
  }

  @Test func `a multiplexer in between is told of`() {
    #expect(ClipboardNote.warning([:], byteCount: 100) == nil)
    #expect(ClipboardNote.warning([:], byteCount: 3001)?.contains("some terminals") == true)
    #expect(
      ClipboardNote.warning(["TMUX": "/tmp/x"], byteCount: 1)?.contains("set-clipboard") == true
    )
    #expect(ClipboardNote.warning(["STY": "1.x"], byteCount: 1)?.contains("screen") == true)
  }
}
