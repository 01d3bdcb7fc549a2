package import AuthCore
package import TUI

/// An app with sessions that were scanned from stored items, at a fixed moment.
package struct SampleApp {
  package var app: App

  /// Sessions of `local`, of which the first is pointed at, and of `memory`.
  package init(
    local: [SampleTokens],
    memory: [SampleTokens] = [],
    columns: Int = 120,
    rows: Int = 30,
    now: NumericDate = ManagerBench.now,
    pools: [String] = []
  ) {
    app = App(
      backends: [.local, .memory],
      poolTitle: "us-east-1_Demo",
      pools: pools,
      localTime: LocalTime("+02:00") { _ in 7200 },
      now: now
    )
    _ = app.update(.tick(now))
    _ = app.update(.resized(columns: columns, rows: rows))
    _ = app.update(.loaded(Self.snapshot(.local, local, isActive: true)))
    _ = app.update(.loaded(Self.snapshot(.memory, memory)))
  }

  package static func snapshot(
    _ backend: BackendID,
    _ tokens: [SampleTokens],
    isActive: Bool = false
  ) -> BackendSnapshot {
    var items = tokens.flatMap { one in
      one.items.map { StorageItem(key: $0.key, value: $0.value) }
    }
    items += (tokens.first?.pointer ?? [:]).map { StorageItem(key: $0.key, value: $0.value) }
    return BackendSnapshot(
      id: backend,
      lifetime: backend == .local ? .permanent : .process,
      content: .sessions(
        SessionScan.scan(items, backend: backend, isActiveBackend: isActive).sessions
      ),
      isPartial: false,
      isActive: isActive
    )
  }

  /// Three users: one whole, one expiring, one expired long ago.
  package static let three = [
    SampleTokens(),
    SampleTokens {
      $0.username = "bob"
      $0.sub = "sub-bob"
      $0.lifetime = 303
    },
    SampleTokens {
      $0.username = "carol"
      $0.sub = "sub-carol"
      $0.iat = 1_772_500_000
    },
  ]

  /// Presses keys and gives what they asked for.
  @discardableResult
  package mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { app.update(.key($0)) }
  }

  /// Lets time pass, as far as the next tick and without one.
  @discardableResult
  package mutating func pass(milliseconds: Int64) -> [Effect] {
    let now = app.context.clock.advanced(byMilliseconds: milliseconds)
    return app.update(.tick(now))
  }

  /// Ends what was asked for, and gives what is asked for after it.
  @discardableResult
  package mutating func finish(_ finished: Event.Finished, of effects: [Effect]) -> [Effect] {
    effects.flatMap { app.update(.finished(finished, of: $0)) }
  }

  package var picture: String { TestSupport.picture(of: app.view(charset: .unicode)) }
}
