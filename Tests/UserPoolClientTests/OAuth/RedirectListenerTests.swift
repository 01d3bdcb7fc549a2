import AuthCore
import Glibc
import TestSupport
import Testing
import UserPoolClient

/// Connections of a browser at the moment at which nobody waits for it any more.
@Suite(.ownThread)
struct RedirectListenerTests {
  /// A connection, which a browser makes before it knows what for; nil where nobody listens any more.
  private static func connection(to port: Int) -> CInt? {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0, let number = UInt16(exactly: port) else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = number.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard code == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// One that is dropped unserved would end the whole process.
  @Test(.runLimit(minutes: 20), arguments: [false, true])
  func `what was accepted and not yet served is closed when the wait ends`(
    isCancelled: Bool
  ) async throws {
    let redirect = try #require(LoopbackRedirect("http://127.0.0.1:0/"))
    var accepted = 0
    for _ in 0..<50 {
      let listener = try await RedirectListener.start(redirect)
      let port = listener.redirect.port
      let serving = Task {
        await listener.serve { _, _ in RedirectListener.Reply(.signedIn, isLast: true) }
      }
      var sockets = (0..<20).compactMap { _ in Self.connection(to: port) }
      if isCancelled {
        serving.cancel()
      } else if let first = sockets.first {
        let request = Array("GET /?code=1 HTTP/1.1\r\nhost: localhost\r\n\r\n".utf8)
        _ = Glibc.write(first, request, request.count)
      }
      sockets += (0..<20).compactMap { _ in Self.connection(to: port) }
      await serving.value
      accepted += sockets.count
      for socket in sockets { close(socket) }
    }
    #expect(accepted >= 50 * 20)
  }
}
