@preconcurrency import Glibc

/// Standard output, of which no part may be lost without a word.
enum StandardOutput {
  /// Sends what was printed, where a line must be read before the program goes on.
  static func flush() { fflush(nil) }

  /// Has the end of the program tell of output that could not be written.
  ///
  /// It is told on standard error, and the exit code is 3. A reader that went away wanted no more of it,
  /// so that a closed pipe stays quiet.
  static func watchForLoss() {
    atexit {
      let hasFailed = fflush(stdout) != 0
      let reason = hasFailed ? String(cString: strerror(errno)) : "not all of it could be written"
      guard hasFailed || ferror(stdout) != 0, !StandardOutput.isClosedPipe else { return }
      StandardError.write("authtop: standard output: \(reason); what was printed is not complete")
      _exit(CommandFailure.Code.backendFailed)
    }
  }

  private static var isClosedPipe: Bool {
    var one = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    return poll(&one, 1, 0) == 1 && one.revents & Int16(POLLERR) != 0
  }
}
