import Glibc
import TestSupport
import Testing

/// Encryption at rest as its user meets it: commands, the environment, a terminal, the screen.
@Suite(.ownThread)
struct EncryptionStoryTests {
  private static let passphrase = "correct horse battery"

  /// A place with alice signed in to `local`, encrypted.
  private static func encrypted(_ place: Place, _ pool: PoolProcess) throws {
    let signIn = try place.run(
      "sign-in",
      "alice",
      "--password-stdin",
      input: PoolProcess.password,
      pool: pool
    )
    #expect(signIn.code == 0, "\(signIn.errorText)")
    let on = try place.run("encrypt", "on", "--passphrase-stdin", input: passphrase + "\n")
    #expect(on.code == 0, "\(on.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `lists never ask, tokens need the passphrase, and a wrong one changes nothing`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    try Self.encrypted(place, pool)
    let list = try place.run("list", "--json", pool: pool)
    #expect(list.code == 0 && list.text.contains(#""state":"live""#), "\(list.errorText)")
    #expect(list.errors.isEmpty)
    // Nor at a terminal, where there is somebody to ask and a step in the undo log to look at.
    let terminal = try place.screen("list", pool: pool)
    #expect(try terminal.end().code == 0)
    #expect(
      terminal.screen.text.contains("alice") && !terminal.screen.text.contains("Passphrase")
    )
    let locked = try place.run("show", "alice", "--token", "access", pool: pool)
    #expect((locked.code, locked.output.count, locked.errorLines.count) == (2, 0, 1))
    #expect(locked.errorText.contains("authtop encrypt --help"))
    let path = try place.file("passphrase", "wrong horse battery\n")
    place.environment["AUTHTOP_PASSPHRASE_FILE"] = path
    // Never another text than the file's: one that is no UTF-8, or longer than is read, opens nothing.
    for line in ["printf '\\344'", "head -c 5000 /dev/zero | tr '\\0' a"] {
      #expect(try place.shell("\(line) >'\(path)'").code == 0)
      let run = try place.run("refresh", "alice", pool: pool)
      #expect(run.code != 0 && run.errorText.contains("not UTF-8 or longer"), "\(run.errorText)")
    }
    _ = try place.file("passphrase", "wrong horse battery\n")
    let wrong = try place.run("refresh", "alice", pool: pool)
    #expect((wrong.code, wrong.errorLines.count) == (1, 1))
    #expect(wrong.errorText.contains("the passphrase is wrong"))
    _ = try place.file("passphrase", Self.passphrase + "\n")
    let token = try place.run("show", "alice", "--token", "access", pool: pool)
    #expect(token.text.split(separator: ".").count == 3, "\(token.errorText)")
    #expect(try place.run("refresh", "alice", pool: pool).code == 0)
    let status = try place.run("encrypt")
    #expect(status.text == "on: the tokens are encrypted under a passphrase\n")
    let out = try place.run("sign-out", "alice", "--yes", pool: pool)
    #expect(out.code == 0, "\(out.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `the passphrase is changed, and turned off everything is as before`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    try Self.encrypted(place, pool)
    let wrong = try place.run(
      "encrypt",
      "change",
      "--passphrase-stdin",
      input: "not this one\nanother passphrase\n"
    )
    #expect((wrong.code, wrong.errorLines.count) == (1, 1), "\(wrong.errorText)")
    let short = try place.run(
      "encrypt",
      "change",
      "--passphrase-stdin",
      input: Self.passphrase + "\nshort\n"
    )
    #expect(short.code == 2, "\(short.errorText)")
    let changed = try place.run(
      "encrypt",
      "change",
      "--passphrase-stdin",
      input: Self.passphrase + "\nanother passphrase\n"
    )
    #expect(changed.code == 0, "\(changed.errorText)")
    #expect(try place.run("encrypt", "on", "--passphrase-stdin", input: "x").code == 1)
    let off = try place.run("encrypt", "off", "--passphrase-stdin", input: "another passphrase")
    #expect(off.code == 0, "\(off.errorText)")
    #expect(try place.run("show", "alice", "--token", "id", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `the screen lists without the passphrase and asks when a token is needed`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    try Self.encrypted(place, pool)
    let terminal = try place.screen(pool: pool, seconds: 60)
    try terminal.wait(for: "alice", "Enter asks for the passphrase", "⚿")
    try terminal.press("r", thenWaitFor: "local is encrypted")
    try terminal.press("wrong horse\r", thenWaitFor: "the passphrase is wrong")
    try terminal.press(Self.passphrase + "\r", thenWaitFor: "refreshed alice", "origin_jti")
    #expect(!terminal.screen.text.contains("Enter asks"))
    try terminal.press("q")
    #expect(try terminal.end().code == 0)
  }
}
