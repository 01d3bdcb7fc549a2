import AuthCore
import TUI
import TestSupport
import Testing

/// Pictures of the main screen, and what must hold at any size and for any name.
struct MainScreenTests {
  @Test func `PICTURES`() {
    for (columns, rows) in [(120, 30), (80, 24), (40, 12)] {
      print("=== \(columns)x\(rows)")
      print(
        SampleApp(local: SampleApp.three, memory: [SampleTokens()], columns: columns, rows: rows)
          .picture
      )
    }
    print("=== empty")
    print(SampleApp(local: [], columns: 80, rows: 24).picture)
  }

  @Test func `no size crashes and growing back restores everything`() {
    var sample = SampleApp(local: SampleApp.three, memory: [SampleTokens()])
    let before = sample.picture
    for columns in [0, 1, 2, 3, 10, 39, 59, 60, 79, 119, 300] {
      for rows in [0, 1, 2, 3, 7, 8, 14, 15, 100] {
        for key in ["", "d", "m", "?", "z", "/"] {
          var other = sample
          for key in keys(key) { other.press(key) }
          _ = other.app.update(.resized(columns: columns, rows: rows))
          #expect(other.app.view(charset: .unicode).columns == columns)
          #expect(other.app.view(charset: .ascii).rows == rows)
        }
        _ = sample.app.update(.resized(columns: columns, rows: rows))
      }
    }
    _ = sample.app.update(.resized(columns: 120, rows: 30))
    #expect(sample.picture == before)
  }

  @Test(arguments: [
    "\u{1B}[31mred\u{1B}]0;title\u{7}", "a\u{202E}b\u{2066}", "two\nlines\r", "\u{9B}31m",
    "zero\u{200B}width\u{FEFF}", "wide日本語👩‍👩‍👧", "e" + String(repeating: "\u{301}", count: 40),
    String(repeating: "long", count: 100), "", "\u{0}",
  ])
  func `a hostile name or claim cannot draw`(text: String) async throws {
    let tokens = SampleTokens {
      $0.username = text
      $0.sub = text
      $0.scope = text
      $0.originJTI = text
    }
    var sample = SampleApp(local: [tokens, SampleTokens { $0.username = "zoe" }])
    let id = ManagerBench.id(.local, text)
    let bench = ManagerBench(local: MemoryStorage(tokens.items))
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(id)))
    let error = SessionError.refused(
      id,
      Refusal(kind: .unknown, name: text, message: text, date: ManagerBench.now)
    )
    _ = sample.app.update(.finished(.failed(error)))
    for key in keys("hlllldm") {
      sample.press(key)
      let lines = sample.app.view(charset: .unicode)
      let picture = TestSupport.picture(of: lines)
      for scalar in picture.unicodeScalars where scalar != "\n" {
        let category = scalar.properties.generalCategory
        #expect(category != .control, "\(scalar.escaped(asASCII: true))")
        if category == .format { #expect(scalar == "\u{200D}") }
      }
      #expect(picture.split(separator: "\n", omittingEmptySubsequences: false).count <= 30)
    }
  }

  @Test func `personal claims are masked until they are revealed`() async throws {
    var sample = SampleApp(local: [SampleTokens()])
    let stored = SampleTokens().items.merging(SampleTokens().pointer) { $1 }
    let bench = ManagerBench(local: MemoryStorage(stored))
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(ManagerBench.id())))
    sample.press(.character("l"))
    #expect(sample.picture.contains("••••"))
    #expect(!sample.picture.contains("alice@example.com"))
    sample.press(.character("x"))
    #expect(sample.picture.contains("alice@example.com"))
    sample.press(.character("x"), .character("l"), .character("l"))
    #expect(!sample.picture.contains("alice@example.com"))
    for token in [SampleTokens().access, "refresh-1"] { #expect(!sample.picture.contains(token)) }
  }
}
