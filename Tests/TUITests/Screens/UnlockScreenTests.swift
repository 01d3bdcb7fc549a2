import AuthCore
import TUI
import TestSupport
import Testing

/// The box that asks for a passphrase, and what waits behind it.
struct UnlockScreenTests {
  private func locked() -> SampleApp {
    var sample = SampleApp(local: SampleApp.three)
    _ = sample.app.update(.encrypted(.local, isLocked: true))
    return sample
  }

  private let alice = ManagerBench.id()

  private func type(_ text: String, _ sample: inout SampleApp) -> [Effect] {
    text.flatMap { sample.press(.character($0)) } + sample.press(.enter)
  }

  @Test func `an action on a locked backend asks first and then goes on`() {
    var sample = locked()
    let answer1 = sample.press(.character("r"))
    #expect(answer1 == [])
    #expect(sample.picture.contains("local is encrypted"))
    let answer2 = type("horse", &sample)
    #expect(answer2 == [.unlock(.local, Password("horse"))])
    #expect(!sample.picture.contains("horse"))
    let answer3 = sample.finish(.unlocked(.local), of: [.unlock(.local, Password("horse"))])
    #expect(answer3.contains(.refresh([alice])))
    #expect(sample.app.boxes.isEmpty)
    #expect(sample.app.context.encrypted[.local] == false)
  }

  @Test func `a wrong passphrase leaves the box with the reason and an empty field`() {
    var sample = locked()
    _ = sample.press(.enter)
    _ = type("wrong", &sample)
    let error = SessionError.storage(.local, .wrongSecret("passphrase"))
    let answer4 = sample.finish(.failed(error), of: [.unlock(.local, Password("wrong"))])
    #expect(answer4 == [])
    #expect(sample.picture.contains("the passphrase is wrong"))
    let answer5 = sample.press(.enter)
    #expect(answer5 == [], "an empty passphrase is not tried")
    _ = sample.press(.escape)
    #expect(sample.app.boxes.isEmpty)
  }

  @Test func `a sign-out's plan waits for the passphrase under its box`() {
    var sample = locked()
    let answer6 = sample.press(.character("d"))
    #expect(answer6 == [])
    _ = type("horse", &sample)
    let effects = sample.finish(.unlocked(.local), of: [.unlock(.local, Password("horse"))])
    #expect(effects.contains(.planSignOut(alice, .here)))
    #expect(sample.app.boxes.count == 1)
  }

  @Test func `R asks for the passphrase too`() {
    var sample = locked()
    #expect(sample.press(.character("R")) == [])
    _ = type("horse", &sample)
    let effects = sample.finish(.unlocked(.local), of: [.unlock(.local, Password("horse"))])
    #expect(
      effects.contains(
        .refresh([ManagerBench.id(.local, "bob"), ManagerBench.id(.local, "carol")])
      )
    )
  }

  @Test(
    arguments: [
      ([.character("d")], 1, "failed"), ([.character("u")], 1, "failed"),
      ([.character("*"), .character("r"), .tab, .enter], 1, "[ Refresh: 3 sessions ]"),
      ([.character("*"), .character("m"), .character("2")], 1, "copied, read back"),
      ([.character("i"), .paste("a"), .enter, .paste("b"), .enter], 1, "encrypted under"),
      ([.character("o")], 1, "encrypted under"), ([.character("y"), .enter], 1, "encrypted under"),
      ([.character("r")], 0, "alice"),
    ] as [([Key], Int, String)]
  )
  func `what waited for a passphrase that nobody typed can be left`(
    keys: [Key],
    boxes: Int,
    text: String
  ) {
    var sample = SampleApp(local: SampleApp.three, pools: ["web"])
    _ = sample.app.update(.encrypted(.local, isLocked: true))
    for key in keys { sample.press(key) }
    #expect(sample.picture.contains("local is encrypted"))
    #expect(sample.press(.escape) == [])
    #expect(sample.app.boxes.count == boxes && sample.app.work == nil)
    // What is folded in a box is one text again.
    let words = sample.picture.split { "│ \n".contains($0) }.joined(separator: " ")
    #expect(words.contains(text), "\(sample.picture)")
    for _ in 0..<2 where !sample.app.boxes.isEmpty { sample.press(.escape) }
    #expect(sample.app.boxes.isEmpty)
  }

  @Test func `the chosen session's detail says what to press and asks nothing by itself`() {
    let sample = locked()
    #expect(sample.picture.contains("Enter asks for the passphrase"))
    #expect(sample.picture.contains("⚿"))
    #expect(sample.app.boxes.isEmpty)
  }
}
