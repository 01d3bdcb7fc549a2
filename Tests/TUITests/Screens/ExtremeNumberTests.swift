import AuthCore
import TestSupport
import Testing

@testable import TUI

/// Numbers at the ends of their ranges in every place of a token and of a store: no screen traps.
struct ExtremeNumberTests {
  private static let sizes = [(200, 50), (120, 40), (80, 24), (40, 12), (1, 1)]

  /// Draws the screen at every size and asks when it changes next.
  private static func look(_ sample: inout SampleApp) {
    for (columns, rows) in sizes {
      _ = sample.app.update(.resized(columns: columns, rows: rows))
      #expect(sample.app.view(charset: .unicode).rows == rows)
      #expect(sample.app.nextTick > sample.app.context.clock)
    }
    _ = sample.app.update(.resized(columns: 120, rows: 40))
  }

  private static func bench(_ number: String) -> ManagerBench {
    ManagerBench(local: MemoryStorage(ExtremeStore.items(number)), memory: MemoryStorage())
  }

  private static func app(_ bench: ManagerBench) async throws -> SampleApp {
    var settings = Settings()
    settings.warnings.bell = true
    var sample = SampleApp(local: [])
    _ = sample.app.take(.set(settings))
    _ = sample.app.update(.loaded(try await bench.manager.snapshot(of: .local)))
    #expect(sample.app.context.ledger.sessions.count == ExtremeStore.places.count)
    return sample
  }

  @Test(arguments: ExtremeStore.numbers)
  func `the list, in every order and at other times`(number: String) async throws {
    var sample = try await Self.app(Self.bench(number))
    for key in [Key]("><<<<<Itt".map { .character($0) }) {
      sample.press(key)
      #expect(!sample.picture.isEmpty)
    }
    Self.look(&sample)
    for text in ["+45 min", "-100w", "clock -5h", "2026-03-03 12:30", "9999-12-31 23:59Z"] {
      sample.press(.character("@"), .ctrl("u"), .paste(text), .enter)
      #expect(sample.app.context.whatIf != nil)
      Self.look(&sample)
      sample.press(.escape)
    }
    for seconds in [Int64.min, -1, 0, 4_000_000_000, .max] {
      _ = sample.app.update(.tick(NumericDate(seconds: seconds)))
      #expect(!sample.picture.isEmpty)
    }
  }

  @Test(arguments: ExtremeStore.numbers)
  func `the detail of each user in every tab`(number: String) async throws {
    let bench = Self.bench(number)
    var sample = try await Self.app(bench)
    await bench.manager.flushJournal()
    for place in ExtremeStore.places {
      let id = ManagerBench.id(.local, ExtremeStore.username(place, number))
      sample.app.main.show(id, sample.app.context)
      _ = sample.app.update(.detailLoaded(try await bench.manager.detail(id)))
      _ = sample.app.update(.checked(.session(id), try await bench.manager.findings(.session(id))))
      sample.press(.enter)
      for _ in MainScreen.Tab.allCases {
        _ = sample.app.update(
          .journalLoaded(try await bench.manager.journal(), JournalFilter(session: id))
        )
        for (columns, rows) in [(120, 40), (60, 16)] {
          _ = sample.app.update(.resized(columns: columns, rows: rows))
          #expect(!sample.picture.isEmpty)
        }
        sample.press(.right)
      }
      sample.press(.escape)
    }
  }

  @Test(arguments: ExtremeStore.numbers)
  func `every box about the user who has it everywhere`(number: String) async throws {
    let bench = Self.bench(number)
    let manager = bench.manager
    var start = try await Self.app(bench)
    let id = ManagerBench.id(.local, ExtremeStore.username("all", number))
    start.app.main.show(id, start.app.context)
    let detail = try await manager.detail(id)
    _ = start.app.update(.detailLoaded(detail))
    await manager.flushJournal()
    let entries = try await manager.journal()
    let here = try await manager.signOutPlan(id, scope: .here)
    let everywhere = try await manager.signOutPlan(id, scope: .everywhere)
    let preview = try await manager.movePreview([id], to: .memory)
    let boxes: [(String, [Event])] = [
      ("d", [.finished(.planned(here), of: .planSignOut(id, .here))]),
      ("D", [.finished(.planned(everywhere), of: .planSignOut(id, .everywhere))]),
      ("m", [.finished(.previewed([preview]), of: .previewMove([id], to: [.memory]))]),
      ("c", [.checked(.everything, try await manager.findings(.everything))]),
      ("J", [.journalLoaded(entries, JournalFilter())]), ("=", [.detailLoaded(detail)]),
      ("y", []), ("*r", []), ("b", []), (":", []),
    ]
    for (keys, events) in boxes {
      var sample = start
      for key in keys { sample.press(.character(key)) }
      for event in events { _ = sample.app.update(event) }
      #expect(sample.app.boxes.count == 1, "\(keys)")
      Self.look(&sample)
      sample.press(.down, .tab, .right)
      #expect(!sample.picture.isEmpty)
    }
  }

  @Test(arguments: ExtremeStore.numbers)
  func `two users' tokens side by side, and the pool's devices`(number: String) async throws {
    let bench = Self.bench(number)
    let start = try await Self.app(bench)
    var sample = start
    let id = ManagerBench.id(.local, ExtremeStore.username("all", number))
    let detail = try await bench.manager.detail(id)
    sample.app.main.show(id, sample.app.context)
    let other = ManagerBench.id(.local, ExtremeStore.username("exp", number))
    sample.press(.character(" "))
    sample.app.main.show(other, sample.app.context)
    sample.press(.character(" "), .character("="))
    _ = sample.app.update(.detailLoaded(detail))
    _ = sample.app.update(.detailLoaded(try await bench.manager.detail(other)))
    Self.look(&sample)
    var device = Gallery.device("Firefox")
    device.lastActiveDate = Double(number)
    device.createDate = Double(number)
    sample = start
    sample.app.main.show(id, sample.app.context)
    sample.press(.enter, .right, .right, .right)
    _ = sample.app.update(.poolSessions(id, .known([device])))
    Self.look(&sample)
  }
}
