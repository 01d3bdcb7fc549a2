import TUI
import Testing

@testable import CLI

/// Settings written into a file that a person wrote.
struct SettingsEditorTests {
  private func edited(_ text: String, _ lines: SettingLine...) -> String {
    var editor = SettingsEditor(text)
    for line in lines { editor.set(line) }
    return editor.text
  }

  private let mouse = SettingLine(table: "screen", name: "mouse", value: .flag(false))

  @Test func `a line is changed in its place and its comment stays`() {
    #expect(
      edited("# mine\n[screen]\n  mouse = true   # no\ntimes = \"utc\"\n[pools.a]\n", mouse)
        == "# mine\n[screen]\nmouse = false   # no\ntimes = \"utc\"\n[pools.a]\n"
    )
  }

  @Test func `a new setting goes to the end of its table, a new table to the end of the file`() {
    #expect(
      edited("[screen]\ntimes = \"utc\"\n\n[pools.a]\nx = 1\n", mouse)
        == "[screen]\ntimes = \"utc\"\nmouse = false\n\n[pools.a]\nx = 1\n"
    )
    #expect(edited("[pools.a]\nx = 1", mouse) == "[pools.a]\nx = 1\n\n[screen]\nmouse = false\n")
    #expect(edited("", mouse) == "[screen]\nmouse = false\n")
  }

  @Test func `a list over several lines is replaced whole`() {
    let columns = SettingLine(table: "screen", name: "columns", value: .list(["user", "id"]))
    #expect(
      edited(
        "[screen]\ncolumns = [\n  \"user\", # a ] here\n  \"id\",\n] # end\nmouse = true\n",
        columns
      )
        == "[screen]\ncolumns = [\"user\", \"id\"] # end\nmouse = true\n"
    )
  }

  @Test func `a sign in a string is no comment`() {
    let command = SettingLine(table: "warnings", name: "command", value: .list(["a\"b", "c\\d"]))
    #expect(
      edited("[warnings]\ncommand = [\"x # y\"] # z\n", command)
        == "[warnings]\ncommand = [\"a\\\"b\", \"c\\\\d\"] # z\n"
    )
  }

  @Test func `what is written reads back, for every setting`() throws {
    var settings = Settings()
    settings.colours = .light
    settings.columns = [.user, .client]
    settings.showsLocalTime = true
    settings.timeFormat = .iso
    settings.borders = .ascii
    settings.mouse = false
    settings.atOnce = 9
    settings.warnings.leads = [600_000, 90_000]
    settings.warnings.bell = true
    settings.warnings.title = false
    settings.warnings.notification = .osc777
    settings.warnings.command = ["notify-send", "it's \"time\"\t#1"]
    settings.keys = try KeyMap(changes: [
      .refresh: [.function(5), .character("e")], .quit: [.character("Q")],
    ])
    var editor = SettingsEditor("# a file of mine\n")
    for line in settings.changes(from: Settings()) { editor.set(line) }
    let root = try ConfigurationFile.root(Array(editor.text.utf8), file: "c.toml")
    #expect(try InterfaceSettings(root).settings() == settings)
    #expect(editor.text.hasPrefix("# a file of mine\n"))
  }

  @Test(arguments: [
    ("[screen]\nmouse = 1\n", "c.toml:2:9", "true or false was expected"),
    ("[screen]\ncolour = 1\n", "c.toml:2:1", "did you mean \"colours\"?"),
    ("[screen]\ncolumns = [\"usr\"]\n", "c.toml:2:12", "there is no column \"usr\""),
    ("[keys]\nrefresh = \"ctrl-R\"\n", "c.toml:2:11", "is no key"),
    ("[keys]\nrefresh = \"q\"\n", "c.toml:2:1", "would mean both refresh and quit"),
    ("[warnings]\nbefore = [\"soon\"]\n", "c.toml:2:11", "is no length of time"),
    ("[warning]\n", "c.toml:1", "did you mean \"warnings\"?"),
  ])
  func `a mistake is told by its place`(text: String, place: String, reason: String) throws {
    let failure = try #require(throws: CommandFailure.self) {
      let root = try ConfigurationFile.root(Array(text.utf8), file: "c.toml")
      _ = try InterfaceSettings(root).settings()
    }
    #expect(failure.message.hasPrefix(place), "\(failure.message)")
    #expect(failure.message.contains(reason), "\(failure.message)")
  }
}
