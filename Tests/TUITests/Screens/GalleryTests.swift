import AuthCore
import TestSupport
import Testing

@testable import TUI

/// Every screen and box: exact pictures, keys that do what the bottom line says, any size.
struct GalleryTests {
  @Test func `every box of the program is there`() async throws {
    var seen: Set<String> = []
    for one in Gallery.all {
      for box in try await one.open(80, 24).app.boxes { seen.insert(Self.name(of: box)) }
    }
    let wanted: Set = [
      "signOut", "move", "help", "signIn", "palette", "whatIf", "bulk", "settings", "checks",
      "diff", "copy", "managed", "endSession", "unlock", "undo", "journal", "held",
      "removeKeys",
    ]
    #expect(seen == wanted)
    #expect(Set(Gallery.all.map(\.name)).count == Gallery.all.count)
  }

  private static func name(of box: Screen) -> String {
    Mirror(reflecting: box).children.first?.label ?? ""
  }

  @Test(arguments: Gallery.all)
  func `its pictures are those in the book, with and without colours`(
    one: Gallery
  ) async throws {
    var book = PictureBook(one.name)
    for (columns, rows) in (one.isWide ? [(120, 30)] : []) + [(80, 24), (40, 12)] {
      let sample = try await one.open(columns, rows)
      book.add("\(columns)x\(rows)", sample.picture)
      book.add("\(columns)x\(rows) styles", sample.app.view(charset: .unicode).roles)
    }
    let plain = try await one.open(80, 24).app.view(charset: .ascii)
    book.add("80x24 ascii", picture(of: plain))
    for difference in try book.differences() { Issue.record("\(difference)") }
  }

  @Test(arguments: Gallery.all)
  func `each key of the bottom line does something, and a click on it does the same`(
    one: Gallery
  ) async throws {
    let sample = try await one.open(200, 50)
    let app = sample.app
    let hints = app.boxes.last?.hints(app.context) ?? app.main.hints(app.context)
    var clicks = 0
    for hint in hints.hints where ![.down, .up, .pageDown].contains(hint.key) {
      var pressed = app
      let effects = pressed.update(.key(hint.key))
      #expect(!effects.isEmpty || pressed != app, "\(hint.name.plain) \(hint.label.plain)")
      // What there is no room for cannot be clicked.
      guard let place = Self.place(of: hint, in: sample) else { continue }
      clicks += 1
      var clicked = app
      let same = clicked.update(.key(.mouse(Mouse(.press, x: place, y: 49))))
      #expect(same == effects && clicked == pressed, "\(hint.label.plain)")
    }
    #expect(clicks > 0)
  }

  /// Where a hint begins in the bottom line.
  private static func place(of hint: KeyHints.Hint, in sample: SampleApp) -> Int? {
    let frame = sample.app.view(charset: .unicode)
    let line = frame.row(49).map { frame.text(of: $0) }.joined()
    guard let range = line.firstRange(of: "\(hint.name.plain) \(hint.label.plain)") else {
      return nil
    }
    return line.distance(from: line.startIndex, to: range.lowerBound)
  }

  @Test(arguments: Gallery.all)
  func `it fits any window, and growing back restores it`(one: Gallery) async throws {
    var sample = try await one.open(80, 24)
    let before = sample.picture
    for (columns, rows) in [(1, 1), (2, 3), (10, 4), (39, 7), (59, 14), (200, 50)] {
      _ = sample.app.update(.resized(columns: columns, rows: rows))
      #expect(sample.app.view(charset: .unicode).columns == columns)
      #expect(sample.app.view(charset: .ascii).rows == rows)
      for y in 0..<min(rows, 3) { _ = sample.app.target(x: 0, y: y) }
    }
    _ = sample.app.update(.resized(columns: 80, rows: 24))
    #expect(sample.picture == before)
  }

  @Test(arguments: Gallery.all)
  func `no token and no unmasked claim is on it`(one: Gallery) async throws {
    guard one.name != "id-revealed" else { return }
    let text = try await one.open(200, 50).picture
    for secret in ["refresh-1", "alice@example.com", "horse"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(!text.contains("eyJ"))
  }

  @Test func `the wheel moves what is in a box`() async throws {
    for name in ["checks", "journal", "help", "palette", "settings", "copy"] {
      let one = try #require(Gallery.all.first { $0.name == name })
      var sample = try await one.open(80, 12)
      let before = sample.app.boxes
      sample.press(.mouse(Mouse(.wheelDown, x: 30, y: 5)))
      #expect(sample.app.boxes != before, "\(name)")
    }
  }

  @Test func `a click on a line of a box chooses it, and a second one opens it`() async throws {
    for (name, text) in [("checks", "! warning"), ("journal", "signed"), ("copy", "curl")] {
      guard let one = Gallery.all.first(where: { $0.name == name }) else { continue }
      var sample = try await one.open(100, 30)
      let rows = sample.picture.split(separator: "\n", omittingEmptySubsequences: false)
      guard let y = rows.firstIndex(where: { $0.contains(text) }) else { continue }
      let before = sample.app
      sample.press(.mouse(Mouse(.press, x: 40, y: y)))
      #expect(sample.app != before, "\(name)")
      let effects = sample.press(.mouse(Mouse(.press, x: 40, y: y)))
      #expect(sample.app.boxes != before.boxes || !effects.isEmpty, "\(name)")
    }
  }
}
