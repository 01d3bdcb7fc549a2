import AuthCore

/// The conformance kit: every promise of the helper protocol as a check that anyone can run.
package struct HelperKit: Sendable {
  /// What a check came to.
  package enum Verdict: Equatable, Sendable {
    case kept
    case broken(String)
    /// Not tried, and why.
    case skipped(String)
  }

  /// Seconds after which no further check is begun, so that all ends in less than 30.
  ///
  /// On a machine without an idle processor they last longer (`MachineClock`).
  package static let budget = 25

  /// What the check that runs then has left; its last run may need its grace besides.
  private static let rest = Duration.milliseconds(2500)

  package static let checks: [HelperCheck] =
    handshake + verbs + values + keyTexts + refusals + crowd + capabilities + ending

  private let program: HelperProgram
  private let limits: HelperLimits

  package init(_ program: HelperProgram, limits: HelperLimits = HelperLimits()) {
    self.program = program
    self.limits = limits
  }

  /// Runs all checks in their order and tells of each; what they stored is removed at the end.
  ///
  /// With `destroys` it runs also the checks that remove what others stored; after so many seconds
  /// it begins no further check, and soon after no further run of one. The first of all checks must be
  /// among those that are given.
  package func run(
    _ checks: [HelperCheck] = checks,
    destroys: Bool,
    seconds: Int = budget,
    _ report: (HelperCheck, Verdict) -> Void
  ) async {
    let probe = HelperProbe(program, limits: limits)
    var clock = MachineClock()
    var isUsable = true
    for (index, check) in checks.enumerated() {
      guard isUsable else {
        report(check, .broken("not tried: the helper answers nothing"))
        continue
      }
      guard clock.elapsed < .seconds(seconds) else {
        let reason = await skipReason(check, probe, destroys)
        report(
          check,
          reason.map { .skipped($0) } ?? .broken("not tried: the time of \(seconds) s is over")
        )
        continue
      }
      let start = ContinuousClock.now
      let end = start + .seconds(seconds) - clock.elapsed + Self.rest
      let verdict = await HelperPatience.$deadline.withValue(end) {
        await self.verdict(check, probe, destroys)
      }
      let time = ContinuousClock.now - start
      clock.count(time, isWhole: time >= .seconds(limits.seconds))
      // Without a handshake no other check can tell anything.
      if index == 0, verdict != .kept { isUsable = false }
      report(check, verdict)
    }
  }

  /// Why a check does not concern a helper, nil when it does.
  private func skipReason(
    _ check: HelperCheck,
    _ probe: HelperProbe,
    _ destroys: Bool
  ) async -> String? {
    if check.isDestructive, !destroys { return "it would remove your own items" }
    // What it offers was asked before and is known.
    guard let capability = check.capability,
      let offered = try? await probe.client.capabilities(), !offered.contains(capability)
    else { return nil }
    return "the helper does not offer \(capability.rawValue)"
  }

  private func verdict(
    _ check: HelperCheck,
    _ probe: HelperProbe,
    _ destroys: Bool
  ) async -> Verdict {
    if let reason = await skipReason(check, probe, destroys) { return .skipped(reason) }
    do {
      try await check.body(probe)
      return .kept
    } catch _ where HelperPatience.isOver {
      return .broken("not finished: the kit's time is over")
    } catch let breach as HelperCheck.Breach {
      return .broken(breach.reason)
    } catch let error as StorageError {
      return .broken("\(error)")
    } catch {
      return .broken("unexpected \(type(of: error))")
    }
  }
}
