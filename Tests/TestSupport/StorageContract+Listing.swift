package import AuthCore

extension StorageContract {
  /// The promises of a storage that can be listed.
  package static let listing = listing()

  /// The same promises of a storage that does not take all texts as keys.
  package static func listing(texts: [String] = oddTexts) -> [Case<any ListingStorage>] {
    [
      Case("an empty storage lists nothing") { storage in
        try require(await storage.items(withPrefix: "").isEmpty, "nothing under the empty prefix")
        try require(await storage.items(withPrefix: "a").isEmpty, "nothing under a prefix")
      },
      Case("the empty prefix lists everything by the order of bytes") { storage in
        let written = try await fill(storage, texts)
        let found = try await storage.items(withPrefix: "")
        try require(found.count == written.count, "\(written.count) items, not \(found.count)")
        for (item, key) in zip(found, written) {
          try require(same(item.key, key), "\(key.debugDescription) is in its place")
          try require(same(item.value, "value of " + key), "\(key.debugDescription) has its value")
        }
      },
      Case("a prefix lists exactly the keys that begin with its bytes") { storage in
        let written = try await fill(storage, texts)
        for prefix in texts + ["a", "a.", "a.b", "aa", "e", "\u{FFFF}\u{FFFF}", "zz"] {
          let wanted = written.filter { Array($0.utf8).starts(with: Array(prefix.utf8)) }
          let found = try await storage.items(withPrefix: prefix)
          try require(
            found.map { Array($0.key.utf8) } == wanted.map { Array($0.utf8) },
            "\(prefix.debugDescription) lists \(wanted.count) keys, not \(found.count)"
          )
        }
      },
      Case("a removed item is not listed") { storage in
        try await storage.setItem("1", forKey: "a")
        try await storage.setItem("2", forKey: "b")
        try await storage.removeItem("a")
        try require(
          await storage.items(withPrefix: "") == [StorageItem(key: "b", value: "2")],
          "only the item that is left"
        )
      },
    ]
  }

  /// The promises of a storage that lists by pages.
  package static let paging: [Case<any PagedStorage>] = [
    Case("pages of any size make up the whole listing") { storage in
      _ = try await fill(storage, oddTexts)
      for prefix in ["", "a", "%", "\u{FFFF}"] {
        let whole = try await storage.items(withPrefix: prefix)
        for size in [1, 2, 7, 1000] {
          let pages = try await StorageContract.pages(storage, prefix: prefix, size: size)
          try require(pages == whole, "pages of \(size) under \(prefix.debugDescription)")
        }
      }
    },
    Case("a page begins after the key, wherever that is") { storage in
      for key in ["a", "b", "b.1", "b.2", "c"] { try await storage.setItem("", forKey: key) }
      let cases: [(String?, [String])] = [
        (nil, ["b", "b.1", "b.2"]), ("", ["b", "b.1", "b.2"]), ("a", ["b", "b.1", "b.2"]),
        ("b", ["b.1", "b.2"]), ("b.1", ["b.2"]), ("b.1x", ["b.2"]), ("b.2", []), ("c", []),
      ]
      for (key, wanted) in cases {
        let page = try await storage.items(withPrefix: "b", after: key, limit: 10)
        try require(page.map(\.key) == wanted, "after \(key ?? "nil") come \(wanted)")
      }
      let none = try await storage.items(withPrefix: "b", after: nil, limit: 0)
      try require(none.isEmpty, "a page of no rows is empty")
    },
  ]

  private static func pages(
    _ storage: any PagedStorage,
    prefix: String,
    size: Int
  ) async throws -> [StorageItem] {
    var items: [StorageItem] = []
    while true {
      let page = try await storage.items(withPrefix: prefix, after: items.last?.key, limit: size)
      items += page
      if page.count < size { return items }
    }
  }

  /// Writes an item under every odd key and gives the keys in the order of their bytes.
  private static func fill(
    _ storage: any KeyValueStorage,
    _ texts: [String]
  ) async throws -> [String] {
    let keys = texts + ["a", "a.", "a.b", "ab", "a\u{FFFF}", "a\u{10FFFF}z", "b", "\u{FFFF}z"]
    for key in keys { try await storage.setItem("value of " + key, forKey: key) }
    return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
