import FoundationEssentials
import Glibc
import TUI
import TestSupport
import Testing

@testable import CLI

/// The settings' file on the disk: private, whole, and left alone where it cannot be changed.
struct SettingsFileTests {
  private let line = SettingLine(table: "screen", name: "mouse", value: .flag(false))

  private func mode(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_mode & 0o777) : nil
  }

  @Test func `a file that is missing is made with its folders, for its owner alone`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/deep/authtop/config.toml"
    let text = try SettingsFile(path: path, settings: Settings()).write([line])
    #expect(text == "wrote screen.mouse to \(path)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "[screen]\nmouse = false\n")
    #expect(mode(path) == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/deep/authtop")
    #expect(names == ["config.toml"])
  }

  @Test(arguments: [
    "screen = { mouse = true }\n", "screen.mouse = true\n", "[screen]\n\"mouse\" = true\nx = 1\n",
  ])
  func `a file that cannot be changed line by line is left as it is`(text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/config.toml"
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(throws: CommandFailure.self) {
      try SettingsFile(path: path, settings: Settings()).write([line])
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func `a link stays a link`() throws {
    let folder = try TemporaryFolder()
    let real = folder.path + "/dotfile.toml"
    let path = folder.path + "/config.toml"
    try "# mine\n".write(toFile: real, atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: real)
    _ = try SettingsFile(path: path, settings: Settings()).write([line])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == real)
    #expect(
      try String(contentsOfFile: real, encoding: .utf8) == "# mine\n\n[screen]\nmouse = false\n"
    )
  }

  @Test func `the demo has no file to write`() {
    #expect(throws: CommandFailure.self) { try SettingsFile.none.write([line]) }
  }
}
