import AuthCore

extension HelperKit {
  private static let canary = "canary-6f1d0c2b9a"

  static let refusals = [
    HelperCheck("an unknown verb is refused") { probe in
      try await probe.expectRefusal("no-such-verb", probe.request([]))
    },
    HelperCheck("a request that is no JSON is refused") { probe in
      try await probe.expectRefusal("get", "key\n")
    },
    HelperCheck("an empty request is refused") { probe in
      try await probe.expectRefusal("get", "")
    },
    HelperCheck("a request without a key is refused") { probe in
      try await probe.expectRefusal("get", probe.request([]))
    },
    HelperCheck("a set without a value is refused and changes nothing") { probe in
      try await probe.set("before", "refused")
      try await probe.expectRefusal(
        "set",
        probe.request([("key", .string(probe.key("refused")))])
      )
      try HelperCheck.require(try await probe.get("refused") == "before", "the value changed")
    },
    HelperCheck("a request that is cut short is refused and changes nothing") { probe in
      try await probe.set("before", "refused")
      let whole = probe.request([
        ("key", .string(probe.key("refused"))), ("value", .string("after, and cut")),
      ])
      try await probe.expectRefusal("set", String(whole.dropLast(8)))
      try HelperCheck.require(try await probe.get("refused") == "before", "the value changed")
    },
    HelperCheck("a refusal's answer is empty or one JSON object") { probe in
      let outcome = try await probe.expectRefusal("get", probe.request([]))
      let text = outcome.answer.filter { $0 > 0x20 }
      try HelperCheck.require(
        text.isEmpty || HelperMessage.answer(outcome.answer) != nil,
        "it is neither"
      )
    },
    HelperCheck("a refusal repeats no value") { probe in
      let request = probe.request([("value", .string(canary))])
      let outcome = try await probe.expectRefusal("set", request)
      let text = String(decoding: outcome.answer + outcome.message, as: UTF8.self)
      try HelperCheck.require(!text.contains(canary), "the value stands in its words")
    },
  ]

  static let crowd = [
    HelperCheck("12 helpers that store at once lose nothing") { probe in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<12 {
          group.addTask {
            try await probe.another.setItem("\(number)", forKey: probe.key("crowd\(number)"))
          }
        }
        try await group.waitForAll()
      }
      for number in 0..<12 {
        let found = try await probe.get("crowd\(number)")
        try HelperCheck.require(found == "\(number)", "a value is lost")
        try await probe.remove("crowd\(number)")
      }
    },
    HelperCheck("a key that 6 helpers store at once has one of their values") { probe in
      let values = (0..<6).map { String(repeating: "\($0)", count: 5000) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for value in values {
          group.addTask { try await probe.another.setItem(value, forKey: probe.key("crowd")) }
        }
        try await group.waitForAll()
      }
      let found = try await probe.get("crowd")
      try HelperCheck.require(found.map(values.contains) ?? false, "it is of none, or a mixture")
    },
    HelperCheck("a helper that is killed while it stores leaves the old value or the new") {
      probe in
      let (old, new) = (String(repeating: "o", count: 9000), String(repeating: "n", count: 9000))
      var found: String?
      for round in 0..<8 {
        if found != old { try await probe.set(old, "killed") }
        try await probe.killedSet(new, "killed", after: UInt32(round) * 9000)
        found = try await probe.get("killed")
        try HelperCheck.require(found == old || found == new, "it left neither")
      }
    },
  ]
}
