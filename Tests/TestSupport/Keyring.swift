import Glibc

/// The Secret Service of gnome-keyring, in a session bus of a test's own.
package enum Keyring {
  /// Whether its programs are there and may be run.
  ///
  /// Some packages give the daemon a capability, and a container that lacks it cannot run the daemon at all.
  package static let isPossible =
    access("/usr/bin/secret-tool", X_OK) == 0
    && Shell.run(
      "PATH=/usr/bin:/bin exec dbus-run-session -- gnome-keyring-daemon --version",
      seconds: 30
    ) == 0

  package static let whyNot =
    "secret-tool, gnome-keyring or dbus-run-session is not installed or cannot be run"
}
