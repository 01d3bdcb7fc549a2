import Glibc

/// A terminal's settings (termios), comparable.
struct TerminalSettings: Equatable {
  private let flags: [tcflag_t]
  private let speeds: [speed_t]
  private let characters: [UInt8]

  init(of descriptor: CInt) {
    var settings = termios()
    let isRead = tcgetattr(descriptor, &settings) == 0
    flags =
      isRead
      ? [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag] : []
    speeds = [cfgetispeed(&settings), cfgetospeed(&settings)]
    characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
  }

  /// Lines are edited and echoed by the kernel, as a shell's user expects.
  var isCooked: Bool {
    guard flags.count == 4 else { return false }
    return flags[3] & tcflag_t(ICANON) != 0 && flags[3] & tcflag_t(ECHO) != 0
  }
}
