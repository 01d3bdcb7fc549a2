import Glibc

/// Keeps a port of loopback closed as long as it lives: nothing listens there, and nothing else gets it.
///
/// A port that was listened on a moment ago may be given to another test's server at once.
public final class ClosedPort {
  private let descriptor: CInt

  /// Nil where somebody else has it by now.
  public init?(_ port: Int) {
    guard let number = UInt16(exactly: port) else { return nil }
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var yes: CInt = 1
    let yesSize = socklen_t(MemoryLayout<CInt>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, yesSize)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = number.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) } == 0
    }
    guard isBound else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
