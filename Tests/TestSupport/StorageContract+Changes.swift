package import AuthCore

extension StorageContract {
  /// The promises of a storage that makes several writes one change.
  package static let atomic: [Case<any AtomicStorage & ListingStorage>] = [
    Case("a change sets and removes in its order") { storage in
      try await storage.setItem("old", forKey: "a")
      try await storage.apply([
        .remove(key: "a"), .set(key: "b", value: "1"), .set(key: "b", value: "2"),
        .set(key: "c", value: "3"), .remove(key: "c"), .remove(key: "d"),
        .set(key: "d", value: "4"),
      ])
      try require(
        await storage.items(withPrefix: "")
          == [StorageItem(key: "b", value: "2"), StorageItem(key: "d", value: "4")],
        "the last write to each key holds"
      )
    },
    Case("an empty change changes nothing") { storage in
      try await storage.setItem("1", forKey: "a")
      try await storage.apply([])
      try require(await storage.items(withPrefix: "").count == 1, "the item is still there")
    },
    Case("a listing sees a change whole or not at all") { storage in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            for round in 0..<25 {
              let value = "\(writer)-\(round)"
              try await storage.apply((0..<5).map { .set(key: "key \($0)", value: value) })
            }
          }
        }
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<25 {
              let items = try await storage.items(withPrefix: "key ")
              try require([0, 5].contains(items.count), "none or all of the keys")
              try require(Set(items.map(\.value)).count <= 1, "all keys are of one change")
            }
          }
        }
        try await group.waitForAll()
      }
    },
  ]

  /// The promises of a storage that tells of changes; a test of these needs a time limit.
  package static let watching: [Case<any WatchableStorage>] = [
    Case("each verb is told of") { storage in
      var changes = storage.changes().makeAsyncIterator()
      try await storage.setItem("1", forKey: "a")
      try require(await changes.next() != nil, "setting is told of")
      try await storage.removeItem("a")
      try require(await changes.next() != nil, "removing is told of")
      try await storage.clear()
      try require(await changes.next() != nil, "clearing is told of")
    },
    Case("every listener is told") { storage in
      let streams = (0..<3).map { _ in storage.changes() }
      try await storage.setItem("1", forKey: "a")
      for stream in streams {
        var changes = stream.makeAsyncIterator()
        try require(await changes.next() != nil, "each stream has an element")
      }
    },
    Case("what was changed can be read when it is told of") { storage in
      var changes = storage.changes().makeAsyncIterator()
      for round in 0..<20 {
        try await storage.setItem("\(round)", forKey: "a")
        try require(await changes.next() != nil, "round \(round) is told of")
        try require(same(await storage.getItem("a"), "\(round)"), "round \(round) can be read")
      }
    },
    Case("a cancelled listener's stream ends") { storage in
      let listener = Task { for await _ in storage.changes() {} }
      listener.cancel()
      await listener.value
    },
  ]
}
