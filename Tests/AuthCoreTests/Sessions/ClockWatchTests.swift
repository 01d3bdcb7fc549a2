import AuthCore
import Testing

struct ClockWatchTests {
  private let start = ClockWatch.Reading(wall: 1_772_510_000_000, boot: 5000, awake: 4000)

  private func look(wall: Int64, boot: Int64, awake: Int64) -> ClockWatch.Change? {
    var watch = ClockWatch(start)
    return watch.look(
      ClockWatch.Reading(
        wall: start.wall &+ wall,
        boot: start.boot &+ boot,
        awake: start.awake &+ awake
      )
    )
  }

  @Test func `clocks that go together say nothing`() {
    #expect(look(wall: 60_000, boot: 60_000, awake: 60_000) == nil)
    #expect(look(wall: 60_500, boot: 60_000, awake: 59_900) == nil)
  }

  @Test func `a clock that was set is told by how far`() {
    #expect(look(wall: 3_660_000, boot: 60_000, awake: 60_000) == .set(by: 3_600_000))
    #expect(look(wall: -86_400_000, boot: 0, awake: 0) == .set(by: -86_400_000))
    #expect("\(ClockWatch.Change.set(by: -90_061_000))".contains("set back by 1 d 1 h"))
  }

  @Test func `sleep is told, and is not taken for a clock that was set`() {
    #expect(look(wall: 7_200_000, boot: 7_200_000, awake: 100) == .slept(7_199_900))
    #expect("\(ClockWatch.Change.slept(7_199_900))".contains("slept for 1 h 59 min"))
  }

  @Test func `no distance is too far`() {
    #expect(look(wall: .max, boot: 0, awake: 0) != nil)
    #expect(look(wall: .min, boot: .max, awake: .min) != nil)
    #expect("\(ClockWatch.Change.set(by: .min))".contains("back"))
  }
}
