import AuthCore
import Dispatch
import Glibc
import Synchronization

/// A helper that runs as long as somebody listens and writes one line for each change.
final class HelperWatch: Sendable {
  private let process: HelperProcess
  private let graceSeconds: Double
  private let queue: DispatchQueue
  /// Tells its end once nobody listens any more.
  private let farewell: CInt
  /// The other end of that pipe, -1 once it is closed.
  private let listeners: Mutex<CInt>

  init(_ program: HelperProgram, limits: HelperLimits) throws(StorageError) {
    let ends = Spawn.alone {
      var ends: [CInt] = [-1, -1]
      if pipe(&ends) == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
      return ends
    }
    guard ends[0] >= 0 else { throw .system("cannot watch \(program.path)") }
    do {
      process = try HelperProcess(program, verb: HelperVerb.watch.rawValue)
    } catch {
      for end in ends { close(end) }
      throw error
    }
    WatchingHelpers.add(process.id)
    farewell = ends[0]
    listeners = Mutex(ends[1])
    graceSeconds = limits.graceSeconds
    queue = DispatchQueue(label: "authtop.helper.watch")
    let request = HelperMessage.request([])
    _ = SilentPipe.write(request[...], to: process.input)
  }

  deinit {
    leave()
    close(farewell)
  }

  /// Calls the handler for each burst of lines, until the helper ends or the task is cancelled.
  func run(_ handler: @escaping @Sendable () -> Void) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async {
          self.listen(handler)
          self.end()
          continuation.resume()
        }
      }
    } onCancel: {
      leave()
    }
  }

  /// What the listening thread wakes by, whatever the helper makes of its signals and pipes.
  private func leave() {
    listeners.withLock { end in
      if end >= 0 { close(end) }
      end = -1
    }
  }

  private func listen(_ handler: () -> Void) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    var messages = process.messages
    while true {
      var pollers = [process.output, messages, process.end, farewell].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      // Without a descriptor for its end the helper itself is asked once a second.
      let count = poll(&pollers, nfds_t(pollers.count), process.end < 0 ? 1000 : -1)
      guard count >= 0 || errno == EINTR, pollers[3].revents == 0 else { return }
      // Asked before its last lines are read; a child of it may hold the pipe open for ever.
      let hasEnded = process.hasLeft()
      // What it complains about is thrown away, so that it never waits for a reader. Once it has
      // closed that pipe nothing is waited for there: its end would be told again without end.
      if pollers[1].revents != 0, read(messages, &buffer, buffer.count) == 0 { messages = -1 }
      if pollers[0].revents != 0 {
        let count = read(process.output, &buffer, buffer.count)
        if count == 0 { return }
        if count > 0, buffer[..<count].contains(0x0A) { handler() }
      }
      if hasEnded { return }
    }
  }

  /// Ends the helper with its group, by the signal that it cannot ignore once its grace is over.
  private func end() {
    close(process.input)
    _ = process.terminate(grace: graceSeconds, politely: true)
    WatchingHelpers.remove(process.id)
    process.closeRest()
  }
}
