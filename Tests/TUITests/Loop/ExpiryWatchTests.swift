import AuthCore
import TUI
import TestSupport
import Testing

/// Warnings before the expiry: at the lead times, once each.
struct ExpiryWatchTests {
  private let now = ManagerBench.now
  private let leads: [Int64] = [300_000, 60_000]

  private func sessions(_ lifetimes: [Int64]) -> [Session] {
    let tokens = lifetimes.enumerated().map { index, lifetime in
      SampleTokens {
        $0.username = "user\(index)"
        $0.lifetime = lifetime
      }
    }
    return SampleApp.snapshot(.local, tokens).sessions
  }

  @Test func `each lead time warns once`() {
    // 60 s of the life have passed at the sample's moment.
    let sessions = sessions([60 + 400])
    var watch = ExpiryWatch()
    #expect(watch.check(sessions, leads: leads, at: now) == [])
    #expect(watch.next == now.advanced(byMilliseconds: 100_000))
    var given: [Int64] = []
    for second in 0...400 {
      let moment = now.advanced(byMilliseconds: Int64(second) * 1000)
      given += watch.check(sessions, leads: leads, at: moment).map(\.lead)
    }
    #expect(given == [300_000, 60_000])
    #expect(watch.next == nil)
  }

  @Test func `two lead times passed at once warn once, of the shorter`() {
    var watch = ExpiryWatch()
    let warnings = watch.check(sessions([60 + 30]), leads: leads, at: now)
    #expect(warnings.map(\.lead) == [60_000])
    #expect(warnings.first?.text.plain == "user0 in local expires in 30s")
    #expect(watch.check(sessions([60 + 30]), leads: leads, at: now) == [])
  }

  @Test func `a renewed session is warned of again`() {
    var watch = ExpiryWatch()
    #expect(watch.check(sessions([60 + 200]), leads: leads, at: now).count == 1)
    #expect(watch.check(sessions([60 + 3600]), leads: leads, at: now) == [])
    #expect(watch.check(sessions([60 + 250]), leads: leads, at: now).count == 1)
  }

  @Test func `what is over, or far off, or without lead times warns of nothing`() {
    var watch = ExpiryWatch()
    #expect(watch.check(sessions([30, 86_400]), leads: leads, at: now) == [])
    #expect(watch.check(sessions([60 + 10]), leads: [], at: now) == [])
    #expect(watch.next == nil)
  }

  @Test func `only the title is on by default, and it follows the sessions`() {
    var app = App(backends: [.local], poolTitle: "pool", now: now)
    let first = app.update(.loaded(SampleApp.snapshot(.local, SampleApp.three)))
    let titles = first.compactMap { effect in
      if case .title(let text) = effect { text?.plain } else { nil }
    }
    #expect(titles == ["authtop · 1 expiring · 1 dead"])
    #expect(!first.contains { if case .warn = $0 { true } else { false } })
    #expect(app.update(.tick(now.advanced(byMilliseconds: 1000), utcOffset: 0)) == [])
  }

  @Test func `a warning that is on is given at its moment and not while the screen imagines`() {
    var settings = Settings()
    settings.warnings.bell = true
    settings.warnings.leads = [60_000]
    for imagines in [false, true] {
      var app = App(backends: [.local], poolTitle: "pool", settings: settings, now: now)
      _ = app.update(.loaded(SampleApp.snapshot(.local, SampleApp.three)))
      if imagines {
        for key in [Key.character("@"), .character("+"), .character("1"), .character("h"), .enter] {
          _ = app.update(.key(key))
        }
      } else {
        #expect(app.nextTick <= now.advanced(byMilliseconds: 183_000))
      }
      let later = now.advanced(byMilliseconds: 190_000)
      let effects = app.update(.tick(later, utcOffset: 0))
      let isWarned = effects.contains { effect in
        if case .warn(let due, _) = effect { due.map(\.id.username) == ["bob"] } else { false }
      }
      #expect(isWarned == !imagines)
    }
  }
}
