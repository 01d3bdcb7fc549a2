import Backends
import Testing

/// The clock of the conformance kit: a busy machine gives a helper more time, and a hanging one none.
struct MachineClockTests {
  private let start = MachineClock.Ticks(idle: 1000, all: 2000)

  private func elapsed(idle: Int, of all: Int, isWhole: Bool = false) -> Duration {
    var clock = MachineClock(start)
    let end = MachineClock.Ticks(idle: start.idle + idle, all: start.all + all)
    clock.count(.seconds(8), isWhole: isWhole, until: end)
    return clock.elapsed
  }

  @Test func `with an idle processor it is the wall clock`() {
    #expect(elapsed(idle: 1600, of: 1600) == .seconds(8))
    #expect(elapsed(idle: 800, of: 1600) == .seconds(8))
    #expect(elapsed(idle: 400, of: 1600) == .seconds(8))
  }

  @Test func `without one it goes slower, and never stands still`() {
    #expect(elapsed(idle: 200, of: 1600) == .seconds(4))
    #expect(elapsed(idle: 0, of: 1600) == .seconds(2))
  }

  @Test func `a run without an answer counts whole, however busy the machine is`() {
    #expect(elapsed(idle: 0, of: 1600, isWhole: true) == .seconds(8))
  }

  @Test func `where the system tells nothing it is the wall clock`() {
    var clock = MachineClock(nil)
    clock.count(.seconds(3), isWhole: false, until: nil)
    #expect(clock.elapsed == .seconds(3))
  }

  @Test func `what is shorter than a tick is counted with the next`() {
    var clock = MachineClock(start)
    clock.count(.milliseconds(4), isWhole: false, until: start)
    #expect(clock.elapsed == .zero)
    clock.count(.milliseconds(6), isWhole: false, until: .init(idle: 1001, all: 2002))
    #expect(clock.elapsed == .milliseconds(10))
  }
}
