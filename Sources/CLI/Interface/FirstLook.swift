/// The moment at which the first sessions are on the screen: what can wait until then begins after it.
@MainActor
final class FirstLook {
  private var isOver = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits for `end`; a task that is cancelled goes on at once.
  func wait() async {
    guard !isOver else { return }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting.append($0) }
    } onCancel: {
      Task { @MainActor in self.end() }
    }
  }

  func end() {
    isOver = true
    for one in waiting { one.resume() }
    waiting = []
  }
}
