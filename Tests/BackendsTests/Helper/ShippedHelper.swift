import Glibc
import TestSupport

/// The helpers in `Docs/Helpers`, run by a shell with keys or a keyring of a test's own.
enum ShippedHelper: String {
  case pass = "authtop-backend-pass"
  case keyring = "authtop-backend-secret-service"

  static let checkout = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }

  var path: String { "\(Self.checkout)/Docs/Helpers/\(rawValue)" }

  static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { access("/usr/bin/\($0)", X_OK) == 0 }
  }

  /// What prepares a store for gpg with a new key.
  static func gpg(_ folder: TemporaryFolder, passphrase: String = "") -> String {
    """
    export GNUPGHOME='\(folder.path)/g' PASSWORD_STORE_DIR='\(folder.path)/store'
    mkdir -m 700 "$GNUPGHOME" "$PASSWORD_STORE_DIR"
    trap 'gpgconf --kill gpg-agent' EXIT
    gpg --batch --quiet --pinentry-mode loopback --passphrase '\(passphrase)' \\
      --quick-generate-key test@example.com default default never 2>"$GNUPGHOME/log"
    echo test@example.com >"$PASSWORD_STORE_DIR/.gpg-id"
    """
  }

  /// What prepares a store for age with a new key.
  static func age(_ folder: TemporaryFolder) -> String {
    """
    export PASSWORD_STORE_DIR='\(folder.path)/store' AUTHTOP_AGE_IDENTITY='\(folder.path)/id'
    mkdir -m 700 "$PASSWORD_STORE_DIR"
    age-keygen -o "$AUTHTOP_AGE_IDENTITY" 2>/dev/null
    age-keygen -y "$AUTHTOP_AGE_IDENTITY" >"$PASSWORD_STORE_DIR/.age-recipients"
    """
  }

  /// What prepares an unlocked keyring on a bus of its own (`bus`).
  static func keyring(_ folder: TemporaryFolder) -> String {
    """
    export HOME='\(folder.path)' XDG_DATA_HOME='\(folder.path)/d' XDG_RUNTIME_DIR='\(folder.path)/r'
    mkdir -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
    echo test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    """
  }

  /// Runs what a keyring needs around it.
  static let bus = "exec dbus-run-session --"

  /// Runs a script and gives its exit code and the lines that it wrote.
  static func run(
    _ script: String,
    _ folder: TemporaryFolder,
    around: String = "exec"
  ) -> (status: CInt, lines: [String]) {
    let (inner, outer) = (folder.path + "/inner.sh", folder.path + "/outer.sh")
    let output = folder.path + "/output"
    // The first interpreter of that name may be a slow stand-in of a version manager.
    let text = "export PATH=/usr/bin:/bin\nexec >'\(output)' 2>&1\n\(script)\n"
    StoreFolder.write(Array(text.utf8), to: inner)
    StoreFolder.write(Array("\(around) sh '\(inner)' 2>/dev/null\n".utf8), to: outer)
    let status = Shell.run("sh '\(outer)'", seconds: 1200)
    let lines = String(decoding: StoreFolder.bytes(output), as: UTF8.self)
    return (status, lines.split(separator: "\n").map(String.init))
  }

  /// A function for Python: it has a helper clear, until that has ended or waits for a lock.
  static let clearBeside = """
    import os, subprocess, time
    def clear_beside(path):
        other = subprocess.Popen([path, 'clear'], stdin=subprocess.PIPE)
        other.stdin.write(b'{}\\n')
        other.stdin.close()
        end = time.monotonic() + 20
        while other.poll() is None and time.monotonic() < end:
            if not os.path.exists('/proc/locks') or '-> FLOCK' in open('/proc/locks').read():
                break
    """

  /// A function for scripts: `ask VERB REQUEST` writes the exit code and the answer in one line.
  var ask: String {
    """
    ask() {
      answer=$(printf '%s\\n' "$2" | '\(path)' "$1" 2>/dev/null)
      code=$?
      printf '%s\\n' "$code $answer"
    }
    """
  }
}
