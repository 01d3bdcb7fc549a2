import AuthCore
import Backends
import TestSupport
import Testing

/// The helper over encrypted files: what it says where gpg or the disk says no, and how it lists.
@Suite(
  .serialized,
  .timeLimit(.minutes(5)),
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
}
