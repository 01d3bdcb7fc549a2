import AuthCore

extension HelperKit {
  private static func greeting(_ probe: HelperProbe) async throws -> HelperProcess.Outcome {
    try await probe.raw("capabilities", probe.request([]))
  }

  static let handshake = [
    HelperCheck("capabilities is answered with exit code 0") { probe in
      let outcome = try await greeting(probe)
      try HelperCheck.require(outcome.end == .exited(0), "the run ended as \(outcome.end)")
    },
    HelperCheck("the answer is one JSON object and nothing after it") { probe in
      let outcome = try await greeting(probe)
      try HelperCheck.require(HelperMessage.answer(outcome.answer) != nil, "it is not")
    },
    HelperCheck("it speaks protocol 1") { probe in _ = try await probe.client.capabilities() },
    HelperCheck("the capabilities are a list of different words") { probe in
      let answer = HelperMessage.answer(try await greeting(probe).answer)
      let words = answer?["capabilities"]?.texts
      try HelperCheck.require(words != nil, "there is no list of texts")
      try HelperCheck.require(Set(words ?? []).count == words?.count, "a word stands there twice")
    },
    HelperCheck("members that it does not know are passed over") { probe in
      let outcome = try await probe.raw(
        "capabilities",
        probe.request([("later", .bool(true)), ("nested", .array([.null]))])
      )
      try HelperCheck.require(outcome.end == .exited(0), "the run ended as \(outcome.end)")
    },
    HelperCheck("a request without a line end at its end is taken") { probe in
      let outcome = try await probe.raw("capabilities", "{\"protocol\":1}")
      try HelperCheck.require(outcome.end == .exited(0), "the run ended as \(outcome.end)")
    },
    HelperCheck("standard error is empty when all is well") { probe in
      try HelperCheck.require(try await greeting(probe).message.isEmpty, "it is not")
    },
    HelperCheck("the handshake takes less than 2 s") { probe in
      var quickest: Duration?
      // A program that begins cold, or beside other work, is slow once.
      for _ in 0..<3 where quickest ?? .seconds(2) >= .seconds(2) {
        var clock = MachineClock()
        let start = ContinuousClock.now
        _ = try await greeting(probe)
        clock.count(ContinuousClock.now - start, isWhole: false)
        quickest = min(quickest ?? clock.elapsed, clock.elapsed)
      }
      try HelperCheck.require(quickest ?? .zero < .seconds(2), "it took \(quickest ?? .zero)")
    },
  ]
}
