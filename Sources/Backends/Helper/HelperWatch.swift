import AuthCore
import Dispatch
import Glibc
import Synchronization

/// A helper that runs as long as somebody listens and writes one line for each change.
final class HelperWatch: Sendable {
  private let process: HelperProcess
  private let queue: DispatchQueue
  private let isEnded = Mutex(false)

  init(_ program: HelperProgram) throws(StorageError) {
    process = try HelperProcess(program, verb: HelperVerb.watch.rawValue)
    queue = DispatchQueue(label: "authtop.helper.watch")
    let request = HelperMessage.request([])
    _ = SilentPipe.write(request[...], to: process.input)
  }

  /// Calls the handler for each burst of lines, until the helper ends or the task is cancelled.
  func run(_ handler: @escaping @Sendable () -> Void) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async {
          self.listen(handler)
          continuation.resume()
        }
      }
    } onCancel: {
      // The helper's end is what the listening thread wakes by.
      isEnded.withLock { isEnded in
        guard !isEnded else { return }
        kill(-process.id, SIGTERM)
        close(process.input)
        isEnded = true
      }
    }
  }

  private func listen(_ handler: () -> Void) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var messages = process.messages
    while true {
      var pollers = [
        pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&pollers, 2, -1) >= 0 || errno == EINTR else { break }
      // What it complains about is thrown away, so that it never waits for a reader. Once it has
      // closed that pipe nothing is waited for there: its end would be told again without end.
      if pollers[1].revents != 0, read(messages, &buffer, buffer.count) == 0 { messages = -1 }
      guard pollers[0].revents != 0 else { continue }
      let count = read(process.output, &buffer, buffer.count)
      if count == 0 { break }
      if count > 0, buffer[..<count].contains(0x0A) { handler() }
    }
    isEnded.withLock { isEnded in
      if !isEnded { close(process.input) }
      isEnded = true
      _ = process.terminate(grace: 2, politely: true)
      process.closeRest()
    }
  }
}
