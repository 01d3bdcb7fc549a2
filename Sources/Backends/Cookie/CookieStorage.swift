package import AuthCore

/// Amplify's `CookieStorage` over a cookie jar that curl reads and writes (`-b`, `-c`).
///
/// One cookie a key. What a browser would not keep, a name and a value of more than 4096 bytes
/// together, is refused before anything is written.
package struct CookieStorage: PagedStorage, AtomicStorage, WatchableStorage, LimitedStorage,
  RemarkingStorage, CookieKeepingStorage
{
  /// More than a million lines.
  static let sizeLimit = 256 * 1024 * 1024

  private let store: FileStore<CookieJar>
  private let clock: @Sendable () -> NumericDate
  private let options: CookieOptions

  /// Opens a jar by its path and makes authtop's own folder where that is missing; a jar that does
  /// not exist yet is empty.
  ///
  /// A jar in `home` needs that folder to be private; in another folder nobody else may be able to
  /// replace it.
  package static func open(
    path: String,
    home: String,
    options: CookieOptions,
    clock: @escaping @Sendable () -> NumericDate
  ) throws(StorageError) -> CookieStorage {
    guard let slash = path.lastIndex(of: "/"), path.last != "/" else {
      throw .unavailable(reason: "\(path) is no absolute path of a cookie jar")
    }
    let directory = slash == path.startIndex ? "/" : PrivatePath.trimmed(String(path[..<slash]))
    let isOwn = directory == PrivatePath.trimmed(home)
    if isOwn { try PrivatePath.makeDirectory(directory) }
    let file = PrivateFile(
      directory: directory,
      name: String(path[path.index(after: slash)...]),
      folder: isOwn ? .folder : .sharedFolder,
      sizeLimit: sizeLimit
    )
    try PrivatePath.check(file.directory, file.folder)
    try PrivatePath.check(file.path, .file)
    return CookieStorage(file: file, options: options, clock: clock)
  }

  private init(
    file: PrivateFile,
    options: CookieOptions,
    clock: @escaping @Sendable () -> NumericDate
  ) {
    self.clock = clock
    self.options = options
    store = FileStore(
      file,
      decode: { CookieJar($0, options: options) },
      encode: { $0.bytes }
    )
  }

  package func getItem(_ key: String) async throws -> String? {
    try await store.read().items(at: clock()).first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  package func setItem(_ value: String, forKey key: String) async throws {
    try await apply([.set(key: key, value: value)])
  }

  package func removeItem(_ key: String) async throws {
    try await apply([.remove(key: key)])
  }

  package func clear() async throws {
    try await store.update { jar in
      jar.clear()
      return true
    }
  }

  package func apply(_ changes: [StorageChange]) async throws {
    guard !changes.isEmpty else { return }
    let now = clock()
    try await store.update { jar in
      var isChanged = false
      var unsure: [String] = []
      for change in changes {
        switch change {
        case .set(let key, let value):
          try jar.set(value, forKey: key, at: now)
          isChanged = true
          unsure.append(key)
        case .remove(let key):
          let wasThere = jar.remove(key)
          isChanged = wasThere || isChanged
          // Where its own goes, one of another domain or path may come to light, as in a browser.
          if !wasThere { unsure.append(key) }
        }
      }
      try jar.requireOwn(unsure, at: now)
      return isChanged
    }
  }

  package func items(withPrefix prefix: String) async throws -> [StorageItem] {
    try await items(withPrefix: prefix, after: nil, limit: .max)
  }

  package func items(
    withPrefix prefix: String,
    after key: String?,
    limit: Int
  ) async throws -> [StorageItem] {
    ItemPage.items(
      try await store.read().items(at: clock()),
      withPrefix: prefix,
      after: key,
      limit: limit
    )
  }

  package func cookies() async throws -> [CookieFact] {
    try await store.read().facts(at: clock())
  }

  package func changes() -> AsyncStream<Void> { store.changes() }

  package func obstacle(to value: String, forKey key: String) async -> StorageError? {
    do throws(StorageError) {
      var jar = try await store.read()
      try jar.hold(value, forKey: key, at: clock())
      return nil
    } catch {
      return error
    }
  }

  package var losses: [String] { options.losses }

  package var remark: String? {
    get async {
      guard let count = try? await brokenLines(), count > 0 else { return nil }
      return count == 1 ? "1 broken line" : "\(count) broken lines"
    }
  }

  /// Lines of the jar that are neither cookies nor remarks; they are kept as they are.
  package func brokenLines() async throws(StorageError) -> Int {
    try await store.read().brokenLines
  }
}
