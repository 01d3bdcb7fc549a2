import AuthCore
import Dispatch
import Synchronization

/// The content of one private file, for several tasks and processes; idle it costs nothing.
///
/// What was read is kept until the file changes. Every change reads the file again under the lock,
/// so that no process undoes what another one wrote.
final class FileStore<Content: Sendable>: Sendable {
  let file: PrivateFile
  private let decode: @Sendable ([UInt8]?) throws -> Content
  private let encode: @Sendable (Content) -> [UInt8]
  private let queue = DispatchQueue(label: "authtop.file")
  private let known = Mutex<(stamp: PrivateFile.Stamp, content: Content)?>(nil)

  /// `decode` gets nil where there is no file.
  init(
    _ file: PrivateFile,
    decode: @escaping @Sendable ([UInt8]?) throws -> Content,
    encode: @escaping @Sendable (Content) -> [UInt8]
  ) {
    self.file = file
    self.decode = decode
    self.encode = encode
  }

  /// The content as of one moment; waits for no writer.
  func read() async throws(StorageError) -> Content {
    try await run { try self.content() }
  }

  /// Makes one change of the content; the body says whether anything is to be written.
  func update(_ body: @escaping @Sendable (inout Content) throws -> Bool) async throws(StorageError)
  {
    try await run {
      try self.file.exclusively {
        var content = try self.fresh()
        guard try body(&content) else { return }
        try self.file.replace(with: self.encode(content))
      }
    }
  }

  /// One element for each burst of changes of the file, by whomever.
  func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let seen = SeenStamp(file.stamp)
    let watch = DirectoryWatch(file.directory, queue: queue) { [file] in
      if seen.changes(to: file.stamp) { continuation.yield() }
    }
    continuation.onTermination = { _ in withExtendedLifetime(watch) {} }
    return stream
  }

  private func content() throws -> Content {
    if let stamp = file.stamp, let known = known.withLock({ $0 }), known.stamp == stamp {
      // The folder may have become unsafe while the file stayed as it was.
      try PrivatePath.check(file.directory, file.folder)
      try PrivatePath.check(file.path, .file)
      return known.content
    }
    return try fresh()
  }

  /// The content as it lies there, whatever is known: of two files in a row that are equal in size and came
  /// within one tick of the clock, the second may have the stamp of the first.
  private func fresh() throws -> Content {
    guard let (bytes, stamp) = try file.read() else { return try decode(nil) }
    let content = try decode(bytes)
    known.withLock { $0 = (stamp, content) }
    return content
  }

  private func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws(StorageError) -> Value {
    let result: Result<Value, StorageError> = await withCheckedContinuation { continuation in
      queue.async {
        do {
          continuation.resume(returning: .success(try body()))
        } catch {
          let failure = error as? StorageError
          continuation.resume(
            returning: .failure(failure ?? .failed(reason: "unexpected \(type(of: error))"))
          )
        }
      }
    }
    return try result.get()
  }
}

/// The state of a file that a listener was told of last.
private final class SeenStamp: Sendable {
  private let stamp: Mutex<PrivateFile.Stamp?>

  init(_ stamp: PrivateFile.Stamp?) {
    self.stamp = Mutex(stamp)
  }

  func changes(to new: PrivateFile.Stamp?) -> Bool {
    stamp.withLock { stamp in
      defer { stamp = new }
      return stamp != new
    }
  }
}
