import Glibc
import TUI

/// The settings in the configuration file: read at the start, written by the settings screen.
struct SettingsFile {
  /// Where they are written; nil when there is no place, as in the demo.
  let path: String?
  let settings: Settings

  /// What holds without a file.
  static let none = SettingsFile(path: nil, settings: Settings())

  /// Writes some settings and tells what was written, in a sentence.
  func write(_ changes: [SettingLine]) throws -> String {
    guard let path else {
      throw CommandFailure(
        "the demo writes no configuration file; the settings hold until it ends",
        code: CommandFailure.Code.unusableInput
      )
    }
    let file = Self.resolved(path)
    let old = FileProbe.exists(file) ? try TextFile.bytes(file) : []
    var editor = SettingsEditor(String(decoding: old, as: UTF8.self))
    for change in changes { editor.set(change) }
    let new = Array(editor.text.utf8)
    try Self.check(new, has: changes, file: path)
    try AtomicFile.replace(file, with: new)
    let names = changes.map { "\($0.table).\($0.name)" }.joined(separator: ", ")
    return "wrote \(names) to \(path)"
  }

  /// The edited text must read back as what was meant, or it is not written.
  private static func check(_ bytes: [UInt8], has changes: [SettingLine], file: String) throws {
    let read: Settings?
    do {
      read = try InterfaceSettings(ConfigurationFile.root(bytes, file: file)).settings()
    } catch {
      read = nil
    }
    let lines = read?.lines ?? []
    let isRead = changes.allSatisfy { change in
      // A key's own binding is the table's and is no line of its own.
      lines.contains(change) || (change.table == "keys" && read != nil)
    }
    guard isRead else {
      throw CommandFailure(
        "\(file) is written in a way that cannot be changed line by line; it was left as it is: "
          + "change \(changes.map(\.name).joined(separator: ", ")) by hand",
        code: CommandFailure.Code.unusableInput
      )
    }
  }

  /// The file that a link leads to, so that the link stays.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
