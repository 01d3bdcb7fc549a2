import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// The helpers in `Docs/Helpers` under the conformance kit, with keys and keyrings of the test's own.
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: HelperScript.isPossible, "no Python"))
struct ShippedHelperTests {
  private static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { access("/usr/bin/\($0)", X_OK) == 0 }
  }

  private static let checkout = #filePath.split(separator: "/").dropLast(4)
    .reduce("") { "\($0)/\($1)" }

  @Test(.enabled(if: has("gpg", "gpgconf"), "gpg is not installed"))
  func `files encrypted with gpg keep every promise`() throws {
    // The agent's socket lies in it.
    let folder = try TemporaryFolder(hasShortPath: true)
    try expectKept(
      "authtop-backend-pass",
      folder,
      before: """
        export GNUPGHOME='\(folder.path)/g' PASSWORD_STORE_DIR='\(folder.path)/store'
        mkdir -m 700 "$GNUPGHOME" "$PASSWORD_STORE_DIR"
        trap 'gpgconf --kill gpg-agent' EXIT
        gpg --batch --quiet --pinentry-mode loopback --passphrase '' \\
          --quick-generate-key test@example.com default default never 2>"$GNUPGHOME/log"
        echo test@example.com >"$PASSWORD_STORE_DIR/.gpg-id"
        """
    )
  }

  @Test(.enabled(if: has("age", "age-keygen"), "age is not installed"))
  func `files encrypted with age keep every promise`() throws {
    let folder = try TemporaryFolder()
    try expectKept(
      "authtop-backend-pass",
      folder,
      before: """
        export PASSWORD_STORE_DIR='\(folder.path)/store' AUTHTOP_AGE_IDENTITY='\(folder.path)/id'
        mkdir -m 700 "$PASSWORD_STORE_DIR"
        age-keygen -o "$AUTHTOP_AGE_IDENTITY" 2>/dev/null
        age-keygen -y "$AUTHTOP_AGE_IDENTITY" >"$PASSWORD_STORE_DIR/.age-recipients"
        """
    )
  }

  @Test(.enabled(if: Keyring.isPossible, "\(Keyring.whyNot)"))
  func `the Secret Service keeps every promise`() throws {
    let folder = try TemporaryFolder(hasShortPath: true)
    try expectKept(
      "authtop-backend-secret-service",
      folder,
      around: "exec dbus-run-session --",
      before: """
        export HOME='\(folder.path)' XDG_DATA_HOME='\(folder.path)/d' XDG_RUNTIME_DIR='\(folder.path)/r'
        mkdir -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
        echo test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        """
    )
  }

  /// Runs the kit by the program itself, in a shell that prepares what the helper needs.
  ///
  /// The helper is installed first, as its user would: a checkout may be another user's, or open to everybody.
  private func expectKept(
    _ helper: String,
    _ folder: TemporaryFolder,
    around: String = "exec",
    before: String
  ) throws {
    let (inner, outer) = (folder.path + "/inner.sh", folder.path + "/outer.sh")
    let output = folder.path + "/output"
    let program = ChildProcess.program("authtop")
    let installed = "\(folder.path)/\(helper)"
    // The first interpreter of that name may be a slow stand-in of a version manager.
    let script = """
      export PATH=/usr/bin:/bin
      \(before)
      install -m 700 '\(Self.checkout)/Docs/Helpers/\(helper)' '\(installed)'
      '\(program)' helper-check --clear --seconds 90 '\(installed)' >'\(output)' 2>&1
      """
    StoreFolder.write(Array((script + "\n").utf8), to: inner)
    StoreFolder.write(Array("\(around) sh '\(inner)' 2>/dev/null\n".utf8), to: outer)
    let status = Shell.run("sh '\(outer)'", seconds: 200)
    let lines = String(decoding: StoreFolder.bytes(output), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(status == 0)
    #expect(lines.filter { $0.hasPrefix("FAIL") } == [])
    #expect(lines.count { $0.hasPrefix("ok") } >= 40, "\(lines.suffix(3))")
  }
}
