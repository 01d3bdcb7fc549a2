import AuthCore
import Backends
import TestSupport
import Testing

/// The helper over encrypted files: what it says where gpg or the disk says no, and how it lists.
@Suite(
  .ownThread,
  .serialized,
  .runLimit(minutes: 20),
  .enabled(
    if: HelperScript.isPossible && ShippedHelper.has("gpg", "gpgconf"),
    "Python or gpg is not installed"
  )
)
struct PassHelperTests {
  private func lines(_ script: String, passphrase: String = "") throws -> [String] {
    let folder = try TemporaryFolder(hasShortPath: true)
    let before = ShippedHelper.gpg(folder, passphrase: passphrase)
    let whole = "\(before)\n\(ShippedHelper.pass.ask)\n\(script)"
    return ShippedHelper.run(whole, folder).lines
  }

  @Test func `a key that nobody gives the passphrase of is told as locked`() throws {
    let found = try lines(
      """
      ask set '{"key":"a","value":"one"}'
      echo 'pinentry-program /nowhere' >"$GNUPGHOME/gpg-agent.conf"
      gpgconf --kill gpg-agent
      ask get '{"key":"a"}'
      ask keys '{"prefix":""}'
      ask get '{"key":"none"}'
      """,
      passphrase: "secret"
    )
    let locked = "1 {\"error\": \"locked\"}"
    #expect(found == ["0 {}", locked, locked, "0 {\"value\": null}"])
  }

  @Test func `a damaged file is told as corrupt and a missing recipient as unavailable`() throws {
    let found = try lines(
      """
      ask set '{"key":"a","value":"one"}'
      file=$PASSWORD_STORE_DIR/authtop/ka.gpg
      cp "$file" "$file.whole"
      head -c 100 "$file.whole" >"$file"
      ask get '{"key":"a"}'
      echo garbage >"$file"
      ask get '{"key":"a"}'
      mv "$file.whole" "$file"
      ask get '{"key":"a"}'
      rm "$PASSWORD_STORE_DIR/.gpg-id"
      ask set '{"key":"a","value":"two"}'
      """
    )
    let corrupt = "1 {\"error\": \"corrupt\"}"
    #expect(
      found == [
        "0 {}", corrupt, corrupt, "0 {\"value\": \"one\"}", "1 {\"error\": \"unavailable\"}",
      ]
    )
  }

  @Test(.enabled(if: ShippedHelper.has("age", "age-keygen"), "age is not installed"))
  func `where there is no room the old value stays`() throws {
    let folder = try TemporaryFolder()
    let found = ShippedHelper.run(
      """
      \(ShippedHelper.age(folder))
      \(ShippedHelper.pass.ask)
      ask set '{"key":"a","value":"one"}'
      (ulimit -f 0; ask set '{"key":"a","value":"two"}') | cat
      ask get '{"key":"a"}'
      ls -A "$PASSWORD_STORE_DIR/authtop/.new"
      """,
      folder
    ).lines
    #expect(found == ["0 {}", "1 {\"error\": \"full\"}", "0 {\"value\": \"one\"}"])
  }

  @Test func `all values are listed by one run, whatever their keys and the locale`() throws {
    let long = String(repeating: "日本語", count: 60)
    let found = try lines(
      """
      export PYTHONIOENCODING=latin-1
      ask set '{"key":"","value":""}'
      ask set '{"key":"a","value":"zoë"}'
      ask set '{"key":"a\(long)","value":"two"}'
      ask set '{"key":"b","value":"three"}'
      ask keys '{"prefix":"a"}'
      ask keys '{"prefix":""}' | grep -o '"value"' | wc -l
      ask clear '{}'
      ask keys '{"prefix":""}'
      """
    )
    try #require(found.count == 8, "\(found)")
    #expect(
      found[4].hasPrefix("0 {\"items\": [{") && found[4].contains("\"zo\\u00eb\""),
      "\(found)"
    )
    #expect(found[4].contains("\"two\"") && !found[4].contains("three"))
    #expect(Array(found.suffix(3)) == ["4", "0 {}", "0 {\"items\": []}"])
  }

  @Test func `what the user keeps beside the sessions is neither listed nor cleared`() throws {
    let found = try lines(
      """
      ask set '{"key":"a","value":"one"}'
      cd "$PASSWORD_STORE_DIR/authtop"
      for name in home h123 'k of mine' k%zz; do echo mine >"$name.gpg"; done
      ask keys '{"prefix":""}'
      ask clear '{}'
      ls
      """
    )
    #expect(
      found == [
        "0 {}", "0 {\"items\": [{\"key\": \"a\", \"value\": \"one\"}]}", "0 {}",
        "h123.gpg", "home.gpg", "k of mine.gpg", "k%zz.gpg",
      ]
    )
  }

  @Test func `nothing but a set makes folders, so a disk without room can be read`() throws {
    let found = try lines(
      """
      ask set '{"key":"a","value":"one"}'
      rmdir "$PASSWORD_STORE_DIR/authtop/.new"
      ask get '{"key":"a"}'
      ask keys '{"prefix":""}'
      ask remove '{"key":"a"}'
      ls -A "$PASSWORD_STORE_DIR/authtop"
      export PASSWORD_STORE_DIR=/proc/none
      ask capabilities '{}'
      ask get '{"key":"a"}'
      ask keys '{"prefix":""}'
      ask remove '{"key":"a"}'
      ask clear '{}'
      ask set '{"key":"a","value":"one"}' | cut -c 1
      """
    )
    #expect(
      found == [
        "0 {}", "0 {\"value\": \"one\"}",
        "0 {\"items\": [{\"key\": \"a\", \"value\": \"one\"}]}", "0 {}",
        "0 {\"protocol\": 1, \"capabilities\": [\"keys\", \"watch\"]}", "0 {\"value\": null}",
        "0 {\"items\": []}", "0 {}", "0 {}", "1",
      ]
    )
  }

  @Test(arguments: ["-1", "os.pipe()[0]"])
  func `changes are told of where the system has no watch left`(events: String) throws {
    let found = try lines(
      """
      mkdir "$GNUPGHOME/python"
      cat >"$GNUPGHOME/python/ctypes.py" <<'END'
      import os
      class CDLL:
          def __init__(self, name): pass
          def inotify_init1(self, flags): return \(events)
          def inotify_add_watch(self, *rest): return -1
      END
      {
        echo '{}'
        # One of them comes after its first look.
        until [ -s "$GNUPGHOME/told" ] || [ $((count += 1)) -gt 200 ]; do
          ask set '{"key":"a","value":"one"}' >/dev/null
        done
      } | PYTHONPATH=$GNUPGHOME/python '\(ShippedHelper.pass.path)' watch >"$GNUPGHOME/told"
      echo $? $(sort -u "$GNUPGHOME/told")
      [ "$(wc -l <"$GNUPGHOME/told")" -gt 0 ] && echo told
      """
    )
    #expect(found == ["0 {}", "told"])
  }

  @Test func `a clear beside a set breaks neither`() throws {
    let found = try lines(
      """
      mkdir "$GNUPGHOME/python"
      cat >"$GNUPGHOME/python/sitecustomize.py" <<'END'
      \(ShippedHelper.clearBeside)
      fsync = os.fsync
      os.fsync = lambda file: (fsync(file), clear_beside('\(ShippedHelper.pass.path)'))
      END
      export PYTHONPATH="$GNUPGHOME/python"
      ask set '{"key":"a","value":"one"}'
      ls "$PASSWORD_STORE_DIR/authtop"
      """
    )
    // The answer of the one that cleared follows that of the other.
    #expect(found == ["0 {}{}"])
  }
}
