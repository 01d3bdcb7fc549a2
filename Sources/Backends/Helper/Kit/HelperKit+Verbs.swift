extension HelperKit {
  static let verbs = [
    HelperCheck("an absent key is null") { probe in
      try HelperCheck.require(try await probe.get("never there") == nil, "a value came back")
    },
    HelperCheck("a stored value comes back") { probe in
      try await probe.expectRoundTrip("value")
    },
    HelperCheck("a second value replaces the first") { probe in
      try await probe.set("first", "replaced")
      try await probe.expectRoundTrip("second", key: "replaced")
    },
    HelperCheck("a removed key is absent") { probe in
      try await probe.set("value", "removed")
      try await probe.remove("removed")
      try HelperCheck.require(try await probe.get("removed") == nil, "it is still there")
    },
    HelperCheck("removing an absent key is no error") { probe in
      try await probe.remove("never there")
    },
    HelperCheck("a removed key can be stored again") { probe in
      try await probe.remove("removed")
      try await probe.expectRoundTrip("again", key: "removed")
    },
    HelperCheck("a key is removed alone") { probe in
      try await probe.set("kept", "neighbour")
      try await probe.set("value", "removed")
      try await probe.remove("removed")
      try HelperCheck.require(try await probe.get("neighbour") == "kept", "its neighbour went too")
    },
  ]

  private static func roundTrip(_ name: String, _ value: String) -> HelperCheck {
    HelperCheck(name) { try await $0.expectRoundTrip(value) }
  }

  static let values = [
    roundTrip("the empty value is a value", ""),
    roundTrip("spaces at both ends stay", "  value  "),
    roundTrip("line ends at both ends stay", "\nvalue\n\n"),
    roundTrip("a carriage return stays one", "a\rb\r\n"),
    roundTrip("quotes and backslashes stay", "\"'\\\"\\\\'\\n\\u0041"),
    roundTrip("what a shell would act on stays", "$(id) `id` $HOME ; & | > * ? ~ !"),
    roundTrip("control characters stay", "\u{1}\u{8}\t\u{B}\u{1B}[31m\u{7F}\u{9B}"),
    roundTrip("other scripts and emoji stay", "zoë 日本語 العربية 👩‍👩‍👧 \u{10FFFF}"),
    roundTrip("composed and decomposed letters stay apart", "\u{E9}e\u{301}\u{212A}K"),
    roundTrip("a byte order mark stays", "\u{FEFF}value"),
    roundTrip("JSON stays a text", "{\"loginId\":\"a\",\"n\":[1,null,1e999]}"),
    roundTrip("the word null is a value", "null"),
    roundTrip("a number stays a text", "-0012.50"),
    roundTrip("a token of 4 KB comes back whole", String(repeating: "eyJ.", count: 1024)),
    roundTrip("a value of 100 KB comes back whole", String(repeating: "0123456789", count: 10_240)),
    HelperCheck("a value of 300 KB comes back whole or is refused") { probe in
      try await probe.set("before", "large")
      let value = String(repeating: "0123456789", count: 30_720)
      do {
        try await probe.set(value, "large")
      } catch {
        try HelperCheck.require(
          try await probe.get("large") == "before",
          "it was refused and the value before is gone"
        )
        return
      }
      try HelperCheck.require(try await probe.get("large") == value, "it was cut")
    },
    HelperCheck("nothing of a large value is left under a small one") { probe in
      try await probe.set(String(repeating: "x", count: 20_000), "shrunk")
      try await probe.expectRoundTrip("small", key: "shrunk")
    },
  ]

  static let ending = [
    HelperCheck("clear removes everything", isDestructive: true) { probe in
      try await probe.set("value", "cleared")
      try await probe.storage.clear()
      try HelperCheck.require(try await probe.get("cleared") == nil, "a key is still there")
      if try await probe.storage.isListable {
        let left = try await probe.storage.items(withPrefix: "").count
        try HelperCheck.require(left == 0, "\(left) keys are still there")
      }
      try await probe.storage.clear()
    },
    HelperCheck("what the kit stored can be removed") { probe in
      for key in HelperKit.storedKeys { try await probe.remove(key) }
      for key in HelperKit.storedKeys.prefix(3) {
        try HelperCheck.require(try await probe.get(key) == nil, "a key is still there")
      }
    },
  ]

  /// Keys that checks leave behind.
  private static let storedKeys = [
    "round-trip", "replaced", "neighbour", "large", "shrunk", "removed", "refused", "crowd",
    "killed", "cleared", "watched",
  ]
}
