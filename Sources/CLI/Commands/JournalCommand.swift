public import ArgumentParser
import AuthCore
import Glibc

/// `authtop journal`: what happened to sessions and backends.
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Show what happened to sessions, the newest first; never prints a token.",
    discussion: """
      What authtop did, what pools refused, and what other programs were seen to change in a \
      storage between two looks. Times are the client's clock; issuer is the pool's, where a \
      session's drift tells it.
      """
  )

  @Argument(help: ArgumentHelp("Only sessions whose name has this part.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("Only this backend.", valueName: "backend"))
  var backend: String?

  @Option(
    name: .customLong("kind"),
    help: ArgumentHelp("Only this kind; may be given again.", valueName: "kind")
  )
  var kinds: [JournalEntry.Kind] = []

  @Option(
    help: ArgumentHelp(
      "Only since then: a length of time such as 2h, seconds since 1970, or 2026-01-31T12:00:00Z.",
      valueName: "time"
    )
  )
  var since: String?

  @Option(help: ArgumentHelp("Only until then, written in the same way.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Only so many, the newest.", valueName: "n"))
  var limit = 1000

  @Flag(help: "Print JSON lines, one entry a line.")
  var json = false

  @Flag(help: "Go on and print what happens, the oldest first, until interrupted.")
  var follow = false

  @OptionGroup var pool: PoolOptions

  func run() async throws {
    try await reporting {
      let filter = JournalFilter(
        part: id,
        backend: backend.map { BackendID($0) },
        kinds: Set(kinds),
        since: try since.map { try JournalTime.moment($0, now: Wiring.clock()) },
        until: try until.map { try JournalTime.moment($0, now: Wiring.clock()) }
      )
      try await Wiring.with(pool) { wiring in
        if let backend = filter.backend,
          !wiring.manager.backends.contains(where: { $0.id == backend })
        {
          throw SessionError.unknownBackend(backend, known: wiring.manager.backends.map(\.id))
        }
        let entries = try await wiring.manager.journal(filter, limit: max(0, limit))
        if follow {
          try await tail(wiring.manager, filter, entries)
        } else if json {
          for entry in entries { print(JournalText.record(entry).text) }
        } else {
          print(JournalText.table(entries))
        }
      }
    }
  }

  /// Prints what is there, oldest first, and then each entry as it is written.
  ///
  /// The stores are looked at when they change, so that another program's changes are noticed while
  /// no screen is open.
  private func tail(
    _ manager: SessionManager,
    _ filter: JournalFilter,
    _ entries: [JournalEntry]
  ) async throws {
    let signals = Signals()
    let json = json
    for entry in entries.reversed() { Self.show(entry, json) }
    // Before the first look, so that nothing falls between.
    let changes = manager.journalChanges()
    let watching = Task {
      for await id in manager.changes() { await manager.noticeChanges(of: id) }
    }
    let printing = Task {
      var printed = Set(entries.map(\.id))
      for await _ in changes {
        let found = (try? await manager.journal(filter, limit: 1000)) ?? []
        for entry in found.reversed() where printed.insert(entry.id).inserted {
          Self.show(entry, json)
        }
      }
    }
    _ = await manager.snapshots()
    await signals.termination()
    watching.cancel()
    printing.cancel()
  }

  private static func show(_ entry: JournalEntry, _ json: Bool) {
    print(json ? JournalText.record(entry).text : JournalText.line(entry))
    fflush(nil)
  }
}

extension JournalEntry.Kind: ExpressibleByArgument {}
