package import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that serves and closes every connection which it accepted, whatever happens.
///
/// NIO ends the process when a connection that was made ready for tasks is dropped unserved, as its own sequence of
/// connections does when the server is closed or its task is cancelled at that moment. Here each connection has
/// its task from the moment at which it exists.
package struct LoopbackServer<Inbound: Sendable, Outbound: Sendable>: Sendable {
  /// One that was accepted.
  package typealias Connection = NIOAsyncChannel<Inbound, Outbound>
  /// What is done with one, until it is to be closed.
  package typealias Service = @Sendable (Connection) async throws -> Void

  private let channel: any Channel
  private let visits: Visits<Connection>

  /// The port that is listened on.
  package var port: Int { channel.localAddress?.port ?? 0 }

  /// Takes a port, 0 being any free one; connections wait until `serve`.
  ///
  /// - Throws: what the system says to the address.
  package static func listen(
    host: String = "127.0.0.1",
    port: Int = 0,
    _ wrap: @escaping @Sendable (any Channel) throws -> Connection
  ) async throws -> LoopbackServer {
    let visits = Visits<Connection>()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.autoRead, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { visits.add(try wrap(channel)) }
      }
      .bind(host: host, port: port).get()
    return LoopbackServer(channel: channel, visits: visits)
  }

  /// Begins to accept; a connection is closed when its service ends, and what that throws ends nothing else.
  package func serve(_ service: @escaping Service) async {
    visits.begin { connection in try? await service(connection) }
    try? await channel.setOption(.autoRead, value: true).get()
  }

  /// Accepts nothing more, cancels what is being served, and returns when it has ended.
  package func stop() async {
    try? await channel.close()
    await visits.end()
  }
}

/// The tasks of connections.
private final class Visits<Connection: Sendable>: Sendable {
  private struct State {
    var service: @Sendable (Connection) async -> Void = { _ in }
    var isOver = false
    var count = 0
    var tasks: [Int: Task<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  func begin(_ service: @escaping @Sendable (Connection) async -> Void) {
    state.withLock { $0.service = service }
  }

  /// Serves a connection; one that came too late is served by a task that is cancelled, which closes it.
  func add(_ connection: Connection) {
    state.withLock { state in
      let (id, service) = (state.count, state.service)
      state.count += 1
      let task = Task {
        await service(connection)
        self.remove(id)
      }
      if state.isOver { task.cancel() }
      state.tasks[id] = task
    }
  }

  private func remove(_ id: Int) { state.withLock { _ = $0.tasks.removeValue(forKey: id) } }

  func end() async {
    while case let tasks = state.withLock({ state in
      state.isOver = true
      return Array(state.tasks.values)
    }), !tasks.isEmpty {
      for task in tasks { task.cancel() }
      for task in tasks { await task.value }
    }
  }
}
