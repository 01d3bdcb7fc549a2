import AuthCore

extension HelperKit {
  static let capabilities = listing + batch + watching

  private static let listing = [
    HelperCheck("keys lists what was stored, with its value", .keys) { probe in
      try await probe.set("1", "list.a")
      try await probe.set("2", "list.b")
      let items = try await probe.storage.items(withPrefix: probe.key("list."))
      try HelperCheck.require(items.map(\.value) == ["1", "2"], "\(items.count) items came back")
    },
    HelperCheck("keys lists no key twice", .keys) { probe in
      try await probe.set("again", "list.a")
      let found = try await probe.keys("list.")
      try HelperCheck.require(found == ["list.a", "list.b"], "\(found.count) keys came back")
    },
    HelperCheck("keys lists by the prefix, which is no pattern", .keys) { probe in
      try await probe.set("3", "list*c")
      try HelperCheck.require(try await probe.keys("list.a") == ["list.a"], "a prefix of one key")
      try HelperCheck.require(try await probe.keys("list*") == ["list*c"], "a star in the prefix")
      try HelperCheck.require(try await probe.keys("nothing").isEmpty, "a prefix of no key")
      try await probe.remove("list*c")
    },
    HelperCheck("keys itself keeps to the prefix", .keys) { probe in
      let answer = try await probe.client.call(.keys, [("prefix", .string(probe.key("list.")))])
      let keys = answer["keys"]?.texts ?? []
      try HelperCheck.require(
        keys.allSatisfy { $0.utf8.starts(with: probe.key("list.").utf8) },
        "it lists other keys"
      )
    },
    HelperCheck("keys lists odd keys as they were stored", .keys) { probe in
      let odd = ["list/../x", "listé", "liste\u{301}", "list\na", "list%2F"]
      for key in odd { try await probe.set("", key) }
      let found = try await probe.keys("list")
      for key in odd {
        try HelperCheck.require(
          found.contains { $0.utf8.elementsEqual(key.utf8) },
          "\(key.debugDescription) is not there"
        )
        try await probe.remove(key)
      }
    },
    HelperCheck("keys lists no removed key", .keys) { probe in
      for key in ["list.a", "list.b"] { try await probe.remove(key) }
      try HelperCheck.require(try await probe.keys("list.").isEmpty, "one is still there")
    },
  ]

  private static let batch = [
    HelperCheck("a batch sets and removes in its order", .batch) { probe in
      try await probe.set("old", "batch.a")
      try await probe.storage.apply([
        .remove(key: probe.key("batch.a")), .set(key: probe.key("batch.b"), value: "1"),
        .set(key: probe.key("batch.b"), value: "2"), .remove(key: probe.key("batch.absent")),
      ])
      let found = (try await probe.get("batch.a"), try await probe.get("batch.b"))
      try HelperCheck.require(found.0 == nil && found.1 == "2", "the last write does not hold")
    },
    HelperCheck("an empty batch changes nothing", .batch) { probe in
      _ = try await probe.client.call(.batch, [("changes", .array([]))])
      try HelperCheck.require(try await probe.get("batch.b") == "2", "a value changed")
    },
    HelperCheck("a batch with a change that is none changes nothing", .batch) { probe in
      let list = JSONValue.array([
        HelperMessage.object([("set", .string(probe.key("batch.b"))), ("value", .string("3"))]),
        HelperMessage.object([("neither", .string("x"))]),
      ])
      try await probe.expectRefusal("batch", probe.request([("changes", list)]))
      try HelperCheck.require(try await probe.get("batch.b") == "2", "a part was made")
      try await probe.remove("batch.b")
    },
    HelperCheck("a batch of 40 changes is made", .batch) { probe in
      let keys = (0..<40).map { probe.key("batch.\($0)") }
      let value = String(repeating: "v", count: 2000)
      try await probe.storage.apply(keys.map { .set(key: $0, value: value) })
      try HelperCheck.require(try await probe.get("batch.39") == value, "the last is not there")
      try await probe.storage.apply(keys.map { .remove(key: $0) })
      try HelperCheck.require(try await probe.get("batch.0") == nil, "the first is still there")
    },
  ]

  private static let watching = [
    HelperCheck("watch tells of a change", .watch) { probe in
      let listener = Task {
        for await _ in probe.storage.changes() { return true }
        return false
      }
      // The listener may begin after the first changes.
      for round in 0..<20 where !listener.isCancelled {
        try await probe.set("\(round)", "watched")
      }
      let deadline = Task {
        try? await Task.sleep(for: .seconds(2))
        listener.cancel()
      }
      let isTold = await listener.value
      deadline.cancel()
      try HelperCheck.require(isTold, "20 changes were not told of within 2 s")
    },
    HelperCheck("watch ends when standard input is closed", .watch) { probe in
      let outcome = try await probe.raw("watch", probe.request([]))
      try HelperCheck.require(outcome.end != .timedOut, "it ran on")
    },
  ]
}
