import AuthCore
import TUI
import Terminal

extension ScreenSession {
  /// Writes a session to the clipboard or a file; the text goes no other way.
  func export(
    _ id: SessionID,
    _ request: ExportRequest,
    to target: ExportTarget,
    _ terminal: Terminal,
    _ runner: Task<EffectRunner, any Error>
  ) async {
    guard let runner = try? await runner.value else { return }
    switch await runner.exported(id, request) {
    case .failure(let failure):
      runner.send(.finished(.exported(.failed(failure.reason))))
    case .success(let text):
      runner.send(.finished(.exported(write(text, to: target, terminal))))
    }
  }

  private func write(
    _ text: ExportText,
    to target: ExportTarget,
    _ terminal: Terminal
  ) -> ExportOutcome {
    switch target {
    case .clipboard:
      guard terminal.write(clipboard: Array(text.reveal().utf8)) else {
        return .tooLarge(bytes: text.byteCount, limit: Terminal.longestClipboardText)
      }
      return .sent(
        bytes: text.byteCount,
        isRedacted: text.isRedacted,
        warning: ClipboardNote.warning(Wiring.environment, byteCount: text.byteCount)
      )
    case .file(let path):
      do {
        try NewFile.write(Array(text.reveal().utf8), to: path)
        return .written(bytes: text.byteCount, isRedacted: text.isRedacted, path: path)
      } catch {
        return .failed((error as? CommandFailure)?.message ?? "nothing was written")
      }
    }
  }
}
