import AuthCore
import TUI
import TestSupport
import Testing

/// The settings: seen at once, written by `s`, and what the file must say for them.
struct SettingsScreenTests {
  private func screen(columns: Int = 80, rows: Int = 24) -> SampleApp {
    var sample = SampleApp(local: SampleApp.three, columns: columns, rows: rows)
    sample.press(.character(","))
    return sample
  }

  private func choose(_ item: SettingItem, in sample: inout SampleApp) {
    sample.press(.home)
    for _ in 0..<(SettingItem.all.firstIndex(of: item) ?? 0) { sample.press(.down) }
  }

  @Test func `a change holds at once and s asks for it to be written`() {
    var sample = screen()
    #expect(sample.picture.contains("as in the file"))
    choose(.borders, in: &sample)
    let effects = sample.press(.right)
    #expect(sample.app.context.settings.borders == .square)
    #expect(effects == [.apply(sample.app.context.settings)])
    #expect(sample.picture.contains("┌ Settings"))
    #expect(sample.picture.contains("1 not written yet"))
    let line = SettingLine(table: "screen", name: "borders", value: .text("square"))
    #expect(sample.press(.character("s")) == [.saveSettings([line])])
    _ = sample.app.update(.settingsSaved("wrote screen.borders to c.toml", isSaved: true))
    #expect(sample.picture.contains("as in the file"))
    sample.press(.escape)
    #expect(sample.picture.contains("wrote screen.borders to c.toml"))
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 15), (40, 12)])
  func `the box is full to its end, and the chosen line is in it`(columns: Int, rows: Int) {
    var sample = screen(columns: columns, rows: rows)
    sample.press(.end)
    let lines = sample.picture.split(separator: "\n").drop { !$0.contains("Settings") }
    let shown = lines.dropFirst().prefix { !$0.contains("as in the file") }
    #expect(shown.count >= min(SettingItem.all.count, rows - 8))
    #expect(shown.last?.contains("▸") == true, "\(sample.picture)")
  }

  @Test func `columns come and go, and the last one stays`() {
    var sample = screen(columns: 120, rows: 40)
    choose(.column(.client), in: &sample)
    sample.press(.enter)
    #expect(
      sample.app.context.settings.columns == [.user, .backend, .client, .access, .id, .refresh]
    )
    sample.press(.escape)
    #expect(sample.picture.contains("CLIENT"))
    var settings = Settings()
    for column in ListColumn.allCases { SettingItem.column(column).toggleForTest(&settings) }
    #expect(!settings.columns.isEmpty)
  }

  @Test func `a key is pressed for an action and help, hints and palette follow`() {
    var sample = screen(columns: 120, rows: 60)
    choose(.key(.refresh), in: &sample)
    sample.press(.enter)
    #expect(sample.picture.contains("press the key"))
    sample.press(.function(5), .escape)
    #expect(sample.picture.contains("F5 refresh"))
    #expect(sample.press(.function(5)) == [.refresh([ManagerBench.id()])])
    #expect(sample.press(.character("r")) == [])
    sample.press(.character("?"))
    #expect(sample.picture.contains("F5           refresh the tokens"))
    sample.press(.escape, .character(":"))
    #expect(sample.picture.contains("refresh the tokens of this session                       F5"))
  }

  @Test func `a key that is taken is refused with whose it is`() {
    var sample = screen()
    choose(.key(.refresh), in: &sample)
    sample.press(.enter, .character("q"))
    #expect(sample.picture.contains("q is taken: quit"))
    #expect(sample.app.context.settings.keys == .standard)
  }

  @Test func `lead times are typed and checked`() {
    var sample = screen(rows: 40)
    choose(.warnBefore, in: &sample)
    sample.press(.enter, .ctrl("u"))
    for key in keys("soon") { sample.press(key) }
    sample.press(.enter)
    #expect(sample.picture.contains("lengths of time"))
    sample.press(.ctrl("u"))
    for key in keys("30s 10m") { sample.press(key) }
    sample.press(.enter)
    #expect(sample.app.context.settings.warnings.leads == [600_000, 30_000])
  }

  @Test func `Delete brings back what holds without a file`() {
    var sample = screen()
    choose(.atOnce, in: &sample)
    sample.press(.right, .right)
    #expect(sample.app.context.settings.atOnce == 6)
    sample.press(.delete)
    #expect(sample.app.context.settings == Settings())
  }

  @Test(arguments: [(200, 50), (120, 40), (80, 24), (40, 12), (1, 1)])
  func `it fits any screen`(columns: Int, rows: Int) {
    let sample = screen(columns: columns, rows: rows)
    #expect(sample.app.view(charset: .unicode).columns == columns)
    #expect(sample.app.view(charset: .ascii).rows == rows)
  }

  @Test func `ASCII borders leave the text as it is`() {
    var settings = Settings()
    settings.borders = .ascii
    var app = App(backends: [.local], poolTitle: "pool", settings: settings, now: ManagerBench.now)
    _ = app.update(.resized(columns: 120, rows: 20))
    let tokens = SampleTokens { $0.username = "zoë" }
    _ = app.update(.loaded(SampleApp.snapshot(.local, [tokens])))
    let text = TestSupport.picture(of: app.view(charset: .unicode))
    #expect(text.contains("+ Sessions ---") && text.contains("zoë") && !text.contains("│"))
  }
}

extension SettingItem {
  /// A step hides a column that is shown.
  fileprivate func toggleForTest(_ settings: inout Settings) {
    if case .column(let column) = self, settings.columns.contains(column),
      settings.columns.count > 1
    {
      settings.columns.removeAll { $0 == column }
    }
  }
}
