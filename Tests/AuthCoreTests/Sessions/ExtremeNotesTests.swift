import AuthCore
import TestSupport
import Testing

/// Numbers at the ends of their ranges in authtop's own notes: what reads them says something, and none traps.
struct ExtremeNotesTests {
  private let tokens = SampleTokens()
  private let id = ManagerBench.id()

  /// A manager's storages after everything that leaves a moment behind was done once.
  private struct Traces {
    let local = MemoryStorage()
    let notes = [MemoryStorage(), MemoryStorage(), MemoryStorage()]

    func bench(_ notes: [MemoryStorage]) -> ManagerBench {
      ManagerBench(
        local: local,
        memory: MemoryStorage(),
        state: notes[0],
        undo: notes[1],
        journal: notes[2]
      )
    }
  }

  private func traces() async throws -> Traces {
    let traces = Traces()
    for (key, value) in tokens.items.merging(tokens.pointer, uniquingKeysWith: { $1 }) {
      await traces.local.setItem(value, forKey: key)
    }
    let bench = traces.bench(traces.notes)
    bench.pool.onRefresh { _ async throws(UserPoolError) in throw .unanswered(reason: "never") }
    bench.pool.onRevoke { _ async throws(UserPoolError) in throw .unanswered(reason: "never") }
    _ = try? await bench.manager.refresh(id)
    _ = try? await bench.manager.signOut(id, scope: .here)
    bench.pool.onRefresh { _ async throws(UserPoolError) in
      throw .refused(
        name: "TooManyRequestsException",
        message: "slower",
        status: 429,
        retryAfter: 60_000
      )
    }
    _ = try? await bench.manager.refresh(id)
    _ = try await bench.manager.move(id, to: .memory)
    _ = try await bench.manager.undo(try await bench.manager.undoPlan().step.id)
    _ = try await bench.manager.snapshot(of: .local)
    await bench.manager.flushJournal()
    return traces
  }

  @Test(arguments: ExtremeStore.numbers)
  func `whatever moment a note bears, all that reads it goes on`(number: String) async throws {
    let traces = try await traces()
    var changed = 0
    var notes: [MemoryStorage] = []
    for storage in traces.notes {
      let copy = MemoryStorage()
      for item in await storage.items(withPrefix: "") {
        // Moments of the bench's clock, and what was reckoned from it.
        let value = item.value.replacing("1772510060000", with: number)
          .replacing("1772510120000", with: number)
        if value != item.value { changed += 1 }
        await copy.setItem(value, forKey: item.key)
      }
      notes.append(copy)
    }
    #expect(changed >= 5)
    let manager = traces.bench(notes).manager
    for snapshot in await manager.snapshots() {
      for session in snapshot.sessions { #expect(!session.problems.map(\.message).contains("")) }
    }
    _ = await manager.unfinishedMoves()
    _ = await manager.finishRefreshes(retrying: false)
    _ = await manager.unknownSignOuts()
    _ = try await manager.findings(.everything)
    for entry in try await manager.journal() { #expect(!entry.description.isEmpty) }
    if let plan = try? await manager.undoPlan() { #expect(!plan.step.date.utcText.isEmpty) }
    _ = try await manager.signOutPlan(id, scope: .everywhere)
    _ = try? await manager.refresh(id)
    _ = try? await manager.move(id, to: .memory)
    await manager.flushJournal()
  }

  @Test func `a refresh policy takes any number, of its own and of a token`() {
    let ends = [Int64.min, -1, 0, 1_772_513_600_000, .max]
    for end in ends {
      for start in ends {
        var session = SampleApp.snapshot(.local, [tokens]).sessions[0]
        session.access?.expiresAt = NumericDate(milliseconds: end)
        session.access?.issuedAt = NumericDate(milliseconds: start)
        for drift in ends {
          session.clockDrift = .milliseconds(drift)
          for moment in [RefreshPolicy.Moment.leadTime(milliseconds: .max), .share(percent: 50)] {
            var schedule = RefreshSchedule(seed: 1)
            let pool = PoolConfiguration(
              name: "demo",
              endpoint: "http://127.0.0.1:1",
              poolID: "us-east-1_Demo",
              clientID: "client1",
              refreshPolicy: RefreshPolicy(moment, jitter: .max)
            )
            schedule.update([session], pool: { _ in pool }, now: ManagerBench.now, at: 5)
            let decision = schedule.next(at: 5)
            #expect(decision.begin.count + decision.waiting <= 1)
          }
        }
      }
    }
  }
}
