import AuthCore
import Dispatch
import Glibc
import Synchronization

/// Tells when something in a folder is written, made, removed or touched; idle it costs nothing.
final class DirectoryWatch: Sendable {
  private static let pause = DispatchTimeInterval.seconds(1)

  private let source: Mutex<(any DispatchSourceRead)?>
  private let timer: Mutex<(any DispatchSourceTimer)?>

  /// Calls the handler on the queue, once for all that happened since its last call.
  ///
  /// Where the system has no inotify instance left, the handler is called once a second instead.
  init(_ directory: String, queue: DispatchQueue, handler: @escaping @Sendable () -> Void) {
    if let descriptor = Self.descriptor(watching: directory) {
      timer = Mutex(nil)
      source = Mutex(DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue))
      source.withLock { source in
        let work = DispatchWorkItem {
          Self.drain(descriptor)
          handler()
        }
        source?.setEventHandler(handler: work)
        source?.setCancelHandler(handler: DispatchWorkItem { close(descriptor) })
        source?.resume()
      }
    } else {
      source = Mutex(nil)
      timer = Mutex(DispatchSource.makeTimerSource(flags: [], queue: queue))
      timer.withLock { timer in
        timer?.schedule(deadline: .now() + Self.pause, repeating: Self.pause)
        timer?.setEventHandler(handler: DispatchWorkItem(block: handler))
        timer?.resume()
      }
    }
  }

  deinit {
    source.withLock { $0?.cancel() }
    timer.withLock { $0?.cancel() }
  }

  private static func descriptor(watching directory: String) -> CInt? {
    let descriptor = inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    let mask = UInt32(
      IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_ONLYDIR
    )
    guard inotify_add_watch(descriptor, directory, mask) >= 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  private static func drain(_ descriptor: CInt) {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
      while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
