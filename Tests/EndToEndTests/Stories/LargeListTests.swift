import AuthCore
import Backends
import TestSupport
import Testing

/// A list too long to be held is written as it is read, and says the same.
@Suite(.ownThread)
struct LargeListTests {
  private static let count = 2400

  /// A store of many users; two of them are one, under two names, far apart.
  private static func place() async throws -> Place {
    let place = try Place(inMemory: true)
    let storage = try LocalStore.open(directory: place.folder.path + "/data")
      .storage(namespace: "sessions")
    for start in stride(from: 0, to: count, by: 400) {
      try await storage.apply(
        (start..<start + 400).flatMap { number in
          let tokens = SampleTokens {
            $0.username = number == 3 ? "日本語" : "user-\(10_000 + number)"
            $0.sub = number == 2399 ? "sub-0" : "sub-\(number)"
          }
          return tokens.items.map { StorageChange.set(key: $0.key, value: $0.value) }
        }
      )
    }
    return place
  }

  @Test(.runLimit(minutes: 20))
  func `every session stands in it once, with the problems that show only among all`() async throws
  {
    let place = try await Self.place()
    let run = try place.run("list", "--json")
    #expect(run.code == 0, "\(run.errorText)")
    let sessions = try JSONLine(parsing: run.text).elements
    #expect(sessions.count == Self.count)
    let names = sessions.compactMap { $0["username"]?.text }
    #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    let doubled = sessions.filter { session in
      session["problems"]?.elements.contains { $0["code"]?.text == "two-key-sets" } ?? false
    }
    #expect(doubled.compactMap { $0["username"]?.text } == ["user-10000", "user-12399"])
    // A page says what the whole says where a page is all that there is.
    let page = try place.run("list", "--json", "--limit", "100")
    #expect(try JSONLine(parsing: page.text).elements.count == 100)
  }

  @Test(.runLimit(minutes: 20))
  func `its columns stand below each other from the first page to the last`() async throws {
    let place = try await Self.place()
    let lines = try place.run("list").lines
    #expect(lines.count == Self.count + 1)
    let column = try #require(lines[0].firstRange(of: "BACKEND")?.lowerBound)
    let start = lines[0].distance(from: lines[0].startIndex, to: column)
    for line in lines.dropFirst() where !line.contains("日本語") {
      #expect(line.dropFirst(start).hasPrefix("local "), "\(line)")
    }
    // Each of these letters is two columns wide.
    let wide = try #require(lines.first { $0.contains("日本語") })
    #expect(wide.dropFirst(start - 3).hasPrefix("local "), "\(wide)")
  }

  @Test(.runLimit(minutes: 20))
  func `a part of a name finds one among many, and too many are counted`() async throws {
    let place = try await Self.place()
    let one = try place.run("show", "user-11234", "--json")
    #expect(try JSONLine(parsing: one.text)["username"]?.text == "user-11234")
    let many = try place.run("show", "user-1")
    #expect((many.code, many.errorLines.count) == (2, 1))
    #expect(many.errorText.contains("matches 100 or more sessions"), "\(many.errorText)")
    #expect(try place.run("show", "nobody").errorText.contains("no session matches"))
  }
}
