import AuthCore
import Backends
import Glibc
import UserPoolClient

/// The one place where the parts are put together: which stores, which pools, which clock.
struct Wiring {
  let manager: SessionManager
  /// The user's own store, nil where the backends were made by somebody else.
  private(set) var store: LocalStore?
  private let http: UserPoolHTTP

  /// The user's own stores and the pools that were named; `asks` says whether a passphrase may be
  /// asked for on the terminal.
  init(_ options: PoolOptions, asks: Bool = true) throws {
    let environment = Self.environment
    let home = try DataDirectory.path(environment: environment)
    let settings = try StoreSettings(options, environment)
    let store = try Self.store(PassphraseSource(environment: environment, asks: asks))
    try self.init(
      backends: try StandardBackends(environment: environment, home: home, settings: settings)
        .backends(store),
      state: store.storage(namespace: "state"),
      undo: store.storage(namespace: "undo"),
      journal: store.storage(namespace: "journal"),
      settings: settings,
      pools: try options.pools(environment),
      locks: Self.locks(home),
      connection: try options.connection.settings(environment)
    )
    self.store = store
  }

  static func store(_ passphrases: PassphraseSource) throws -> LocalStore {
    try LocalStore.open(
      directory: try DataDirectory.path(environment: passphrases.environment),
      keys: passphrases.keys
    )
  }

  init(
    backends: [Backend],
    state: any ListingStorage,
    undo: any ListingStorage,
    journal: any ListingStorage,
    settings: StoreSettings = StoreSettings(),
    pools: [PoolConfiguration],
    locks: SessionLocks = .none,
    connection: HTTPSettings = HTTPSettings(),
    clock: @escaping @Sendable () -> NumericDate = Wiring.clock
  ) throws {
    let http = UserPoolHTTP(settings: connection)
    self.http = http
    manager = SessionManager(
      backends: backends,
      state: state,
      undo: undo,
      undoLimits: settings.undo,
      journal: journal,
      journalLimit: settings.journalEntries,
      pools: Pools(pools) { http.userPool(for: $0) },
      locks: locks,
      clock: clock
    )
  }

  /// The locks between processes; where there can be none, looking is still possible.
  private static func locks(_ home: String) -> SessionLocks {
    do {
      return try LockFolder.open(directory: home + "/locks").locks
    } catch {
      return SessionLocks(acquire: { _ in throw error }, isHeld: { _ in false })
    }
  }

  /// Runs some work and closes the connections whatever becomes of it.
  ///
  /// Somebody at a terminal waits for it, and helpers may ask him; `onlyLooks` says that nobody does,
  /// or that it must not be held up by them.
  static func with(
    _ options: PoolOptions,
    onlyLooks: Bool = false,
    _ work: (Wiring) async throws -> Void
  ) async throws {
    let wiring = try Wiring(options)
    do {
      try await HelperPatience.$needsLists.withValue(!onlyLooks) {
        try await HelperPatience.$isLong.withValue(!onlyLooks && TerminalPrompt.isThere) {
          try await work(wiring)
        }
      }
    } catch {
      await wiring.shutdown()
      throw error
    }
    await wiring.shutdown()
  }

  /// Writes down what is left to be written and closes the connections.
  func shutdown() async {
    await manager.flushJournal()
    await http.shutdown()
    store?.close()
  }

  /// The wall clock, the only place where it is read.
  static let clock: @Sendable () -> NumericDate = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return NumericDate(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    )
  }

  /// Milliseconds since the machine started, sleep included: the clock for timers, which never jumps.
  static func bootTime() -> Int64 { milliseconds(of: CLOCK_BOOTTIME) }

  /// What the machine's clocks show now, all at one moment: a program that was held up between two of
  /// them reads them again.
  static func clocks() -> ClockWatch.Reading {
    while true {
      let boot = bootTime()
      let wall = clock().milliseconds
      let awake = milliseconds(of: CLOCK_MONOTONIC)
      if bootTime() - boot < 100 {
        return ClockWatch.Reading(wall: wall, boot: boot, awake: awake)
      }
    }
  }

  private static func milliseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return variables
  }
}
