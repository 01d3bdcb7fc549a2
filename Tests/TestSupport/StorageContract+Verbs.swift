package import AuthCore

extension StorageContract {
  /// The promises of Amplify's four verbs.
  package static let verbs = verbs()

  /// The same promises of a storage that takes no value over some size or not all texts.
  package static func verbs(
    texts: [String] = oddTexts,
    largest: Int = 102_400
  ) -> [Case<any KeyValueStorage>] {
    single + odd(texts) + [large(largest), concurrent]
  }

  private static let single: [Case<any KeyValueStorage>] = [
    Case("an absent item is nil") { storage in
      try require(await storage.getItem("absent") == nil, "an absent item is nil")
    },
    Case("a stored value comes back") { storage in
      try await storage.setItem("value", forKey: "key")
      try require(same(await storage.getItem("key"), "value"), "the value comes back")
      try require(await storage.getItem("ke") == nil, "a part of a key is another key")
      try require(await storage.getItem("KEY") == nil, "keys differ by case")
    },
    Case("a second value replaces the first") { storage in
      try await storage.setItem("first", forKey: "key")
      try await storage.setItem("second", forKey: "key")
      try require(same(await storage.getItem("key"), "second"), "the second value is there")
    },
    Case("a removed item is nil and removing it again is no error") { storage in
      try await storage.setItem("value", forKey: "key")
      try await storage.removeItem("key")
      try require(await storage.getItem("key") == nil, "a removed item is nil")
      try await storage.removeItem("key")
      try await storage.removeItem("never there")
    },
  ]

  private static func odd(_ texts: [String]) -> [Case<any KeyValueStorage>] {
    [
      Case("clear removes everything, also from an empty storage") { storage in
        try await storage.clear()
        for key in texts { try await storage.setItem("value", forKey: key) }
        try await storage.clear()
        for key in texts {
          try require(await storage.getItem(key) == nil, "clear removes \(key.debugDescription)")
        }
      },
      Case("every text is a key of its own") { storage in
        for (index, key) in texts.enumerated() {
          try await storage.setItem("value \(index)", forKey: key)
        }
        for (index, key) in texts.enumerated() {
          let value = try await storage.getItem(key)
          try require(same(value, "value \(index)"), "\(key.debugDescription) has its own value")
        }
      },
      Case("every text is a value") { storage in
        for value in texts {
          try await storage.setItem(value, forKey: "key")
          let found = try await storage.getItem("key")
          try require(same(found, value), "\(value.debugDescription) comes back as it was")
        }
      },
    ]
  }

  private static func large(_ bytes: Int) -> Case<any KeyValueStorage> {
    Case("a value of \(bytes) bytes comes back whole") { storage in
      let value = String(repeating: "0123456789", count: bytes / 10)
      try await storage.setItem(value, forKey: "large")
      try require(same(await storage.getItem("large"), value), "all bytes come back")
      try await storage.setItem("small", forKey: "large")
      try require(same(await storage.getItem("large"), "small"), "nothing of the large one is left")
    }
  }

  private static let concurrent = Case<any KeyValueStorage>(
    "64 tasks write at once and nothing is lost"
  ) { storage in
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<64 {
        group.addTask {
          for round in 0..<4 { try await storage.setItem("\(round)", forKey: "task \(task)") }
        }
      }
      try await group.waitForAll()
    }
    for task in 0..<64 {
      let value = try await storage.getItem("task \(task)")
      try require(same(value, "3"), "task \(task)'s last value is there")
    }
  }
}
