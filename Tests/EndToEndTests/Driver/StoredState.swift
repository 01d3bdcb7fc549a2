import AuthCore
import Backends

/// Everything that is stored, by backend and key, authtop's own notes included.
struct StoredState: Equatable {
  var items: [String: [String: String]] = [:]

  /// A session's items with the tokens' own bytes left out where they are others than before.
  func outline(since old: StoredState) -> [String: [String: String]] {
    var outline = items
    for (backend, values) in items {
      for (key, value) in values where key.hasSuffix("Token") || key.hasSuffix("clockDrift") {
        outline[backend]?[key] = old.items[backend]?[key] == value ? "old" : "fresh"
      }
    }
    return outline
  }

  /// The same without the notes of moves, refreshes and sign-outs under way.
  ///
  /// They say what is left to look at, and go at the next start or refresh.
  var withoutLabels: StoredState {
    var state = self
    let labels = ["move/", "refresh/", "signout/"]
    let others =
      items["notes"]?.filter { note in !labels.contains { note.key.hasPrefix($0) } } ?? [:]
    state.items["notes"] = others.isEmpty ? nil : others
    return state
  }

  /// The backends that hold all of a user's tokens.
  func places(of user: String) -> [String] {
    items.keys.filter { backend in
      ["accessToken", "idToken", "refreshToken"].allSatisfy { name in
        items[backend]?.keys.contains { $0.hasSuffix(".\(user).\(name)") } ?? false
      }
    }.sorted()
  }

  /// What authtop's folder holds, and some storages beside it.
  static func read(
    _ data: String,
    beside others: [(String, any ListingStorage)] = []
  ) async throws -> StoredState {
    var state = StoredState()
    // No cookie has expired then.
    let past = NumericDate(seconds: 1_700_000_000)
    for (name, storage) in try storages(data, at: past) + others {
      for item in try await storage.items(withPrefix: "")
      where !item.key.hasPrefix("authtop.undo.") {
        state.items[name, default: [:]][item.key] = item.value
      }
    }
    return state
  }

  /// The storages in authtop's folder at a time of the jar's clock.
  static func storages(_ data: String, at now: NumericDate) throws -> [(
    String, any ListingStorage
  )] {
    let store = try LocalStore.open(directory: data)
    let jar = try CookieStorage.open(
      path: data + "/cookies.txt",
      home: data,
      options: try CookieOptions(),
      clock: { now }
    )
    return [
      ("local", store.storage(namespace: "sessions")), ("notes", store.storage(namespace: "state")),
      ("cookie", jar),
    ]
  }

  /// Users whose moves are labelled as unfinished.
  var labelled: Set<String> {
    Set(
      (items["notes"] ?? [:]).keys.filter { $0.hasPrefix("move/") }.compactMap { key in
        key.split(separator: "/").last.map(String.init)
      }
    )
  }
}
