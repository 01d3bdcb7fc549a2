import Glibc
import Synchronization

/// Reading and writing whole amounts on a descriptor, until a deadline.
enum Descriptor {
  /// Held while descriptors are made and while a program is started: none gets what is another's.
  static let births = Mutex<Void>(())

  /// The numbers of the descriptors that this process has now.
  static var open: [CInt] {
    guard let folder = opendir("/proc/self/fd") else { return [] }
    defer { closedir(folder) }
    var numbers: [CInt] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { $0.prefix { $0 != 0 }.map(\.self) }
      if let number = CInt(String(decoding: name, as: UTF8.self)) { numbers.append(number) }
    }
    return numbers
  }

  /// A pipe's reading and writing end, which no program inherits.
  static func pipe() throws -> (reading: CInt, writing: CInt) {
    var ends: [CInt] = [0, 0]
    let isMade = births.withLock { _ in
      guard Glibc.pipe(&ends) == 0 else { return false }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return true
    }
    guard isMade else { throw StoryFailure("no pipe: \(errno)") }
    return (ends[0], ends[1])
  }

  /// Both sides of a new pseudo-terminal, which no program inherits.
  static func pseudoTerminal() throws -> (master: CInt, slave: CInt) {
    var (master, slave): (CInt, CInt) = (-1, -1)
    let isMade = births.withLock { _ in
      guard openpty(&master, &slave, nil, nil, nil) == 0 else { return false }
      for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return true
    }
    guard isMade else { throw StoryFailure("no pseudo-terminal: \(errno)") }
    return (master, slave)
  }

  /// What waits there, empty at the end of file or of a terminal.
  static func readSome(_ descriptor: CInt) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : []
  }

  static func write(_ bytes: [UInt8], to descriptor: CInt, by deadline: Deadline) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard deadline.poll([descriptor], events: POLLOUT) else {
        throw StoryFailure("nobody read what was typed")
      }
      let count = rest.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, min($0.count, 512))
      }
      if count < 0, errno != EINTR, errno != EAGAIN { throw StoryFailure("cannot write: \(errno)") }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
