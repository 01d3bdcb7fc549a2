import AuthCore
import Backends
import TestSupport
import Testing

/// Numbers at the ends of their ranges in tokens and stores: every command says what it sees, and none dies.
@Suite(.ownThread)
struct ExtremeNumberStoryTests {
  /// A place whose local store has users with some numbers; the last number is also that of the loose items.
  private static func place(_ numbers: [String]) async throws -> Place {
    let place = try Place(inMemory: true)
    let store = try LocalStore.open(directory: place.folder.path + "/data")
    defer { store.close() }
    var items: [String: String] = [:]
    for number in numbers { items.merge(ExtremeStore.items(number)) { $1 } }
    let storage = store.storage(namespace: "sessions")
    try await storage.apply(items.map { .set(key: $0.key, value: $0.value) })
    return place
  }

  /// Runs a command that ends by itself and with one of the codes that say something.
  private static func run(_ place: Place, _ arguments: [String]) throws -> CommandRun {
    let run = try place.run(arguments)
    let isSaid = run.code.map { (0...3).contains($0) } ?? false
    #expect(isSaid, "\(arguments): \(run.code ?? -1) \(run.errorText)")
    return run
  }

  @Test(.runLimit(minutes: 20))
  func `every command over a store of extreme numbers ends by itself`() async throws {
    let place = try await Self.place(ExtremeStore.numbers)
    let users = ExtremeStore.numbers.flatMap { number in
      ExtremeStore.places.map { ExtremeStore.username($0, number) }
    }
    let list = try Self.run(place, ["list", "--json"])
    #expect(list.code == 0)
    #expect(try JSONLine(parsing: list.text).elements.count == users.count)
    let table = try Self.run(place, ["list"])
    #expect(table.code == 0 && table.lines.count > users.count)
    for words in [
      ["doctor"], ["doctor", "--json"], ["journal"], ["journal", "--json"],
      ["list", "--limit", "7"],
    ] {
      _ = try Self.run(place, words)
    }
    for user in users {
      let id = "local/client1/\(user)"
      let shown = try Self.run(place, ["show", id])
      #expect(shown.code == 0 && shown.text.contains(user), "\(user)")
      for words in [["show", id, "--json"], ["diff", id], ["sign-out", "--dry-run", id]] {
        #expect(try Self.run(place, words).code == 0, "\(words)")
      }
    }
    let all = ExtremeStore.numbers.map { "local/client1/" + ExtremeStore.username("all", $0) }
    for (one, other) in zip(all, all.dropFirst()) {
      #expect(try Self.run(place, ["diff", one, other, "--json"]).code == 0)
      _ = try Self.run(place, ["refresh", "--dry-run", one])
      _ = try Self.run(place, ["move", one, "--to", "cookie"])
      _ = try Self.run(place, ["undo", "--yes"])
    }
  }

  @Test(.runLimit(minutes: 20), arguments: ExtremeStore.numbers)
  func `a step of a sign-in that ends at an extreme moment is told or passed over`(
    number: String
  ) async throws {
    let place = try await Self.place([number])
    let run = try Self.run(place, ["doctor", "--json"])
    _ = try JSONLine(parsing: run.text)
    let isPast = number.hasPrefix("-9") || ["0", "-1"].contains(number)
    #expect(run.text.contains("sign-in-step-ending") == isPast)
  }

  @Test(.runLimit(minutes: 20))
  func `the screen opens over a store of extreme numbers`() async throws {
    let place = try await Self.place(ExtremeStore.numbers)
    let count = ExtremeStore.numbers.count * ExtremeStore.places.count
    let terminal = try place.screen(rows: 80, seconds: 60)
    try terminal.wait("all of them") { $0.sessionLines.count == count }
    for keys in ["\u{1B}[B", "\r", "l", "l", "l", "l", "l", "l", "z"] {
      let wipes = terminal.screen.wipes
      try terminal.press(keys + "\u{0C}")
      try terminal.wait("a new picture") { $0.wipes > wipes }
    }
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }
}
