import Glibc

/// Writing to a pipe whose reader may be gone, without the signal that this sends.
enum SilentPipe {
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> Int {
    var broken = sigset_t()
    var before = sigset_t()
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &broken, &before)
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    let number = errno
    if count < 0, number == EPIPE {
      var none = timespec()
      sigtimedwait(&broken, nil, &none)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = number
    return count
  }
}
