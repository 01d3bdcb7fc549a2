import AuthCore
import Backends
import Glibc
import TestSupport

/// A cookie jar in a test's hands: the file, the options, and a clock that stands still.
struct JarFolder {
  static let now = NumericDate(seconds: 1_700_000_000)
  static let expiry = 1_700_000_000 + 365 * 86400

  private let folder: TemporaryFolder
  /// A quote and a space, which the remedies must survive.
  var home: String { folder.path + "/it's home" }
  var file: String { home + "/cookies.txt" }
  /// Beside authtop's own folder.
  var outside: String { folder.path }

  init(inMemory: Bool = false) throws {
    folder = try TemporaryFolder(inMemory: inMemory)
  }

  func open(
    _ options: CookieOptions? = nil,
    path: String? = nil,
    now: NumericDate = Self.now
  ) throws -> CookieStorage {
    try CookieStorage.open(
      path: path ?? file,
      home: home,
      options: try options ?? CookieOptions(),
      clock: { now }
    )
  }

  /// A storage over a jar that holds these lines.
  func storage(_ text: String, options: CookieOptions? = nil) throws -> CookieStorage {
    mkdir(home, 0o700)
    unlink(file)
    StoreFolder.write(Array(text.utf8), to: file)
    return try open(options)
  }

  var text: String { String(decoding: StoreFolder.bytes(file), as: UTF8.self) }
}
