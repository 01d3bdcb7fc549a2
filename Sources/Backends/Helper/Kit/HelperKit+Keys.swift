extension HelperKit {
  private static func keyText(_ name: String, _ key: String) -> HelperCheck {
    HelperCheck(name) { probe in
      try await probe.expectRoundTrip("value of a key", key: key)
      try await probe.remove(key)
      try HelperCheck.require(try await probe.get(key) == nil, "it could not be removed")
    }
  }

  static let keyTexts = [
    keyText(
      "Amplify's longest keys are keys",
      "CognitoIdentityServiceProvider.1234567890abcdefghijklmnop."
        + "f4a8b408-d001-70a2-5c8d-2f4f1a9a7b6e@example.com.randomPasswordKey"
    ),
    keyText(
      "a key of 600 bytes is a key, as that of a long name in another script",
      "CognitoIdentityServiceProvider.1234567890abcdefghijklmnop."
        + String(repeating: "日本語", count: 58) + ".randomPasswordKey"
    ),
    keyText("a key may hold an at sign, a plus and dots", "alice+test@acme.dev..x"),
    keyText("a key may hold spaces", " a  b "),
    keyText("a key may hold slashes and leads nowhere else", "../../a/../b"),
    keyText("a key may hold quotes, brackets and equals signs", "\"'[]{}()=,;:<>"),
    keyText("a key may hold what a shell would act on", "$(touch x)`id`;$HOME&|"),
    keyText("a key may hold a line end", "a\nb"),
    keyText("a key may hold other scripts and emoji", "zoë.日本語.👩‍👩‍👧"),
    keyText("a key may hold a percent sign", "100%41%"),
    HelperCheck("keys differ by case") { try await $0.expectTwoKeys("Case", "case") },
    HelperCheck("a composed and a decomposed letter are two keys") { probe in
      try await probe.expectTwoKeys("\u{E9}", "e\u{301}")
    },
    HelperCheck("an escape and what it stands for are two keys") { probe in
      try await probe.expectTwoKeys("%2F", "/")
    },
    HelperCheck("a key with a star is no pattern") { try await $0.expectTwoKeys("a*", "ab") },
    HelperCheck("a key and its beginning are two keys") { try await $0.expectTwoKeys("a", "ab") },
    HelperCheck("a space at a key's end counts") { try await $0.expectTwoKeys("a ", "a") },
  ]
}
