import Glibc

/// A server on 127.0.0.1 that answers one request of a curl that it starts.
final class CookieServer {
  private let descriptor: CInt
  private let port: UInt16

  struct Failure: Error {
    let number: CInt
  }

  init() throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, 4) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard code else { throw Failure(number: errno) }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }

  /// The head of the request that curl sends to a host, which is this server by any name; nil when curl
  /// failed.
  func request(
    from arguments: [String],
    to host: String = "localhost",
    path: String = "/",
    answer headers: [String] = []
  ) -> String? {
    let words =
      ["curl", "-q", "-sS", "-o", "/dev/null", "--max-time", "120", "--noproxy", "*"] + arguments
      + ["--resolve", "\(host):\(port):127.0.0.1", "http://\(host):\(port)\(path)"]
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var id: pid_t = 0
    guard posix_spawn(&id, "/usr/bin/curl", nil, nil, &pointers, environ) == 0 else { return nil }
    let request = serve(headers)
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? request : nil
  }

  private func serve(_ headers: [String]) -> String? {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, 120_000) == 1 else { return nil }
    let connection = accept(descriptor, nil, nil)
    guard connection >= 0 else { return nil }
    defer { close(connection) }
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while String(decoding: request, as: UTF8.self).firstRange(of: "\r\n\r\n") == nil {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return nil }
      request += buffer[..<count]
    }
    let lines = ["HTTP/1.1 200 OK", "Content-Length: 0", "Connection: close"] + headers
    let answer = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    _ = write(connection, answer, answer.count)
    return String(decoding: request, as: UTF8.self)
  }
}
