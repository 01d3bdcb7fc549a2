import AuthCore
import TestSupport
import Testing

@testable import TUI

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
    #expect(app.update(.tick(now.advanced(byMilliseconds: 1000))) == [])
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
      let effects = app.update(.tick(later))
      let isWarned = effects.contains { effect in
        if case .warn(let due, _) = effect { due.map(\.id.username) == ["bob"] } else { false }
      }
      #expect(isWarned == !imagines)
    }
  }

  private func app(_ settings: Settings) -> App {
    var app = App(backends: [.local], poolTitle: "pool", settings: settings, now: now)
    _ = app.update(.loaded(SampleApp.snapshot(.local, SampleApp.three)))
    return app
  }

  private var ringing: Settings {
    var settings = Settings()
    settings.warnings.bell = true
    settings.warnings.leads = [60_000]
    return settings
  }

  private func press(_ text: String, _ app: inout App) -> [Effect] {
    text.flatMap {
      app.update(.key($0 == "\n" ? .enter : $0 == "\u{1B}" ? .escape : .character($0)))
    }
  }

  private func warned(_ effects: [Effect]) -> [String] {
    effects.flatMap { effect in
      if case .warn(let due, _) = effect { due.map(\.id.username) } else { [String]() }
    }
  }

  @Test
  func
    `a moment of warning that passes while the screen imagines wakes nobody, and is made up for`()
  {
    var app = app(ringing)
    #expect(press("@+1h\n", &app).isEmpty)
    // Bob's minute begins 183 seconds from now.
    for second in [180, 183, 184, 190] {
      let moment = now.advanced(byMilliseconds: Int64(second) * 1000)
      #expect(warned(app.update(.tick(moment))) == [])
      #expect(app.nextTick.milliseconds(since: moment) > 100, "\(second)")
    }
    #expect(warned(press("\u{1B}", &app)) == ["bob"])
  }

  @Test func `warnings turned off wake nobody, and turned on again tell what is due, once`() {
    var app = app(ringing)
    var off = ringing
    off.warnings.bell = false
    let past = now.advanced(byMilliseconds: 190_500)
    _ = app.take(.set(off))
    #expect(warned(app.update(.tick(past))) == [])
    #expect(app.nextTick.milliseconds(since: past) > 100)
    _ = app.take(.set(ringing))
    #expect(warned(app.update(.tick(past))) == ["bob"])
    _ = app.take(.set(off))
    #expect(warned(app.update(.tick(past))) == [])
    _ = app.take(.set(ringing))
    #expect(warned(app.update(.tick(past))) == [])
  }

  @Test func `warnings that are turned on, or lead times that grow, count from then on`() {
    var app = app(Settings())
    _ = app.take(.set(ringing))
    _ = app.update(.tick(now))
    #expect(warned(app.update(.tick(now.advanced(byMilliseconds: 183_000)))) == ["bob"])
    var other = self.app(ringing)
    var longer = ringing
    longer.warnings.leads = [60_000, 300_000]
    _ = other.take(.set(longer))
    #expect(warned(other.update(.tick(now))) == ["bob"])
  }
}
