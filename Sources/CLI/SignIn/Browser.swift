import Backends
import Dispatch
import Glibc

/// The user's own browser, started beside the program and left alone.
enum Browser {
  /// Asks the desktop to open an address; false when there is nobody to ask.
  ///
  /// No shell is between, and the child has nothing of the terminal.
  @discardableResult
  static func open(_ url: String) -> Bool {
    let (id, code) = Spawn.start("xdg-open", [url])
    guard code == 0 else { return false }
    // Whoever started it must take its end, whenever that is.
    DispatchQueue.global(qos: .utility).async {
      var status: CInt = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }
    return true
  }
}
