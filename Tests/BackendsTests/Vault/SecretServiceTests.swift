import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// A store whose key is in the Secret Service, with a keyring of the test's own.
@Suite(.ownThread, .serialized, .runLimit(minutes: 20))
struct SecretServiceTests {
  @Test(.enabled(if: Keyring.isPossible, "\(Keyring.whyNot)"))
  func `the key goes to the keyring and comes from it, and no passphrase is asked`() throws {
    let folder = try TemporaryFolder(hasShortPath: true)
    let lines = run(
      """
      $K vault "$STORE" put 'a secret value'
      $K vault "$STORE" on
      $K vault "$STORE" get
      grep -c 'a secret value' "$STORE/authtop.sqlite" "$STORE/authtop.sqlite-wal"
      secret-tool search --all application authtop 2>&1 | grep -c '^secret = '
      $K vault "$STORE" on
      $K vault "$STORE" get
      secret-tool search --all application authtop 2>&1 | grep -c '^secret = '
      $K vault "$STORE" off
      secret-tool search --all application authtop 2>&1 | grep -c '^secret = '
      $K vault "$STORE" get
      """,
      folder
    )
    #expect(lines.filter { $0.contains("error") } == [])
    #expect(lines.count { $0 == "got a secret value" } == 3)
    let counts = lines.filter { Int($0) != nil }
    #expect(counts == ["1", "1", "0"], "secrets in the keyring: \(lines)")
    #expect(lines.filter { $0.contains("sqlite:") }.allSatisfy { $0.hasSuffix(":0") })
  }

  @Test(.enabled(if: Keyring.isPossible, "\(Keyring.whyNot)"))
  func `a key's name may look like an option`() throws {
    let folder = try TemporaryFolder(hasShortPath: true)
    let lines = run("$K vault \"$STORE\" name", folder)
    #expect(lines == ["begins -", "there true", "there false"])
  }

  @Test(.enabled(if: Keyring.isPossible, "\(Keyring.whyNot)"))
  func `without the keyring's key the tokens stay closed and nothing is changed`() throws {
    let folder = try TemporaryFolder(hasShortPath: true)
    let lines = run(
      """
      $K vault "$STORE" put 'a secret value'
      $K vault "$STORE" on
      secret-tool clear application authtop
      $K vault "$STORE" get
      $K vault "$STORE" off
      """,
      folder
    )
    let errors = lines.filter { $0.contains("error") }
    #expect(errors.count == 2, "\(lines)")
    #expect(errors.allSatisfy { $0.contains("the Secret Service gave no key") })
  }

  @Test func `after a commit that failed the new key is still there, after any other failure not`()
    throws
  {
    let folder = try TemporaryFolder()
    let output = folder.path + "/output"
    let keyring = FolderKeyring(in: folder)
    let script = """
      export PATH='\(keyring.path)' KEYRING='\(keyring.keys)' STORE='\(folder.path)/store'
      K='\(ChildProcess.program("KillWriter"))'
      keys() { ls "$KEYRING" | wc -l; }
      { $K vault "$STORE" put 'a secret value'
      # The log of the change would be longer than a file may be: its commit fails.
      env --ignore-signal=XFSZ prlimit --fsize=40000 $K vault "$STORE" on; keys
      $K vault "$STORE" get
      $K vault "$STORE" on; keys
      $K vault "$STORE" get
      mv "$KEYRING" "$KEYRING.away"; mkdir "$KEYRING"
      $K vault "$STORE" on; keys
      } >'\(output)' 2>&1
      """
    Shell.run(script)
    let lines = String(decoding: StoreFolder.bytes(output), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(lines.compactMap { Int($0) } == [1, 2, 0], "\(lines)")
    #expect(lines.count { $0 == "got a secret value" } == 2, "\(lines)")
    #expect(lines.count { $0.contains("error") } == 2, "\(lines)")
  }

  /// Runs a script in a session bus with an unlocked keyring; gives its lines.
  private func run(_ script: String, _ folder: TemporaryFolder) -> [String] {
    let (inner, output) = (folder.path + "/inner.sh", folder.path + "/output")
    let text = """
      export PATH=/usr/bin:/bin HOME='\(folder.path)' STORE='\(folder.path)/store'
      export XDG_DATA_HOME='\(folder.path)/d' XDG_RUNTIME_DIR='\(folder.path)/r'
      K='\(ChildProcess.program("KillWriter"))'
      mkdir -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
      echo test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
      { \(script)
      } >'\(output)' 2>&1

      """
    StoreFolder.write(Array(text.utf8), to: inner)
    Shell.run("exec dbus-run-session -- sh '\(inner)' 2>/dev/null")
    return String(decoding: StoreFolder.bytes(output), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}
