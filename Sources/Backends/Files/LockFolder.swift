package import AuthCore
import Dispatch
import Glibc

/// Locks between processes: one empty file a name, and the system's own lock on it, which ends with
/// the process that holds it.
///
/// Files are never removed: whoever waits for a file that was removed would wait for another lock.
package struct LockFolder: Sendable {
  /// How long somebody else's lock is waited for: longer than any pool takes for an answer.
  static let patienceSeconds = 120

  private let directory: String
  /// For calls that wait where a disk does not answer: tasks share few threads, and must not.
  private let queue = DispatchQueue(label: "authtop.locks", attributes: .concurrent)

  private init(directory: String) {
    self.directory = directory
  }

  /// The folder, made with mode 0700 where there is none.
  package static func open(directory: String) throws(StorageError) -> LockFolder {
    let directory = PrivatePath.trimmed(directory)
    try PrivatePath.makeDirectory(directory)
    try PrivatePath.check(directory, .folder)
    return LockFolder(directory: directory)
  }

  /// The locks as a session manager takes them.
  package var locks: SessionLocks {
    SessionLocks(
      acquire: { name in try await acquire(name) },
      isHeld: { name in await away { isHeld(name) } }
    )
  }

  private func acquire(_ name: String) async throws -> SessionLocks.Unlock {
    let opened = await away { () -> Result<Int32, StorageError> in
      Result { () throws(StorageError) in try self.descriptor(name) }
    }
    let descriptor = try opened.get()
    let end = ContinuousClock.now + .seconds(Self.patienceSeconds)
    var pause = Duration.milliseconds(1)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let isBusy = errno == EWOULDBLOCK
      guard isBusy || errno == EINTR else {
        let failure = StorageError.system("cannot lock \(path(name))")
        close(descriptor)
        throw failure
      }
      guard ContinuousClock.now < end else {
        close(descriptor)
        throw StorageError.busy(seconds: Self.patienceSeconds)
      }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(20))
    }
    return {
      // Another process that is just being started may have a copy of the descriptor until it runs.
      flock(descriptor, LOCK_UN)
      close(descriptor)
    }
  }

  private func away<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: body()) }
    }
  }

  /// Tried with a shared lock, so that several who look do not see each other; whoever wants the lock
  /// meanwhile tries again.
  private func isHeld(_ name: String) -> Bool {
    guard access(path(name), F_OK) == 0, let descriptor = try? descriptor(name) else {
      return false
    }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  private func path(_ name: String) -> String { "\(directory)/\(name).lock" }

  private func descriptor(_ name: String) throws(StorageError) -> CInt {
    let path = path(name)
    let descriptor = Glibc.open(
      path,
      O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
      0o600
    )
    guard descriptor >= 0 else {
      let failure = StorageError.system("cannot write in \(directory)")
      try PrivatePath.check(directory, .folder)
      try PrivatePath.check(path, .file)
      throw failure
    }
    var status = stat()
    do {
      guard fstat(descriptor, &status) == 0 else {
        throw StorageError.system("cannot lock \(path)")
      }
      try PrivatePath.check(status, path, .file)
    } catch {
      close(descriptor)
      throw error as? StorageError ?? .failed(reason: "cannot lock \(path)")
    }
    return descriptor
  }
}
