import AuthCore
import Backends
import Glibc

/// The user's own backends in the order of the screen; one that cannot be opened says why.
struct StandardBackends {
  let environment: [String: String]
  /// authtop's own folder.
  let home: String
  let settings: StoreSettings

  func backends(_ store: LocalStore) throws -> [Backend] {
    let limits = try Self.limits(environment)
    let own = [
      Backend(id: .local, storage: store.storage(namespace: "sessions"), lifetime: .permanent),
      Backend(id: .cookie, storage: opened(cookieStorage), lifetime: .permanent),
      Backend(id: .session, storage: opened(sessionStorage), lifetime: .terminal),
      Backend(id: .memory, storage: MemoryStorage(), lifetime: .process),
    ]
    return own
      + HelperProgram.onPath(environment).map { program in
        Backend(
          id: program.backend,
          storage: HelperStorage(HelperClient(program, limits: limits)),
          lifetime: .permanent,
          // It may encrypt what it keeps: no plain copy of it goes elsewhere.
          keepsItsUndo: true
        )
      }
  }

  /// `AUTHTOP_HELPER_SECONDS` gives helpers another time, whoever waits.
  static func limits(_ environment: [String: String]) throws -> HelperLimits {
    guard let text = environment["AUTHTOP_HELPER_SECONDS"], !text.isEmpty else {
      return HelperLimits()
    }
    guard let seconds = Double(text), (1...3600).contains(seconds) else {
      throw CommandFailure(
        "AUTHTOP_HELPER_SECONDS is \"\(text)\"; it takes a number of seconds from 1 to 3600; "
          + "nothing was done",
        code: CommandFailure.Code.unusableInput
      )
    }
    return HelperLimits(seconds: seconds, patientSeconds: seconds)
  }

  /// The jar that was named, else the one in authtop's folder.
  private func cookieStorage() throws(StorageError) -> any KeyValueStorage {
    try CookieStorage.open(
      path: settings.jar.map { $0.contains("/") ? $0 : "./" + $0 } ?? home + "/cookies.txt",
      home: home,
      options: try settings.cookieOptions(),
      clock: Wiring.clock
    )
  }

  private func sessionStorage() throws(StorageError) -> any KeyValueStorage {
    try TerminalSessionStorage.open(
      directory: SessionDirectory.path(environment: environment),
      leader: try .current(),
      startGuard: { $0.start(Self.program, [SessionGuardCommand.name]) }
    )
  }

  private func opened(
    _ open: () throws(StorageError) -> any KeyValueStorage
  ) -> any KeyValueStorage {
    do {
      return try open()
    } catch {
      return UnavailableStorage(error)
    }
  }

  /// This program's own file.
  private static var program: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
  }
}
