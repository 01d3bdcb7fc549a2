import AuthCore
import Backends
import TestSupport
import Testing

/// The helper over the keyring where the keyring is locked, or ends a value half-way.
@Suite(
  .ownThread,
  .serialized,
  .runLimit(minutes: 20),
  .enabled(
    if: HelperScript.isPossible && Keyring.isPossible && ShippedHelper.has("dbus-send"),
    "Python or dbus-send is not installed, or \(Keyring.whyNot)"
  )
)
struct KeyringHelperTests {
  private func lines(_ script: String) throws -> [String] {
    let folder = try TemporaryFolder(hasShortPath: true)
    let whole = "\(ShippedHelper.keyring(folder))\n\(ShippedHelper.keyring.ask)\n\(script)"
    return ShippedHelper.run(whole, folder, around: ShippedHelper.bus).lines
  }

  @Test func `in a locked keyring nothing passes for absent or for removed`() throws {
    let found = try lines(
      """
      ask set '{"key":"mine","value":"one"}'
      dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \\
        org.freedesktop.Secret.Service.Lock \\
        array:objpath:/org/freedesktop/secrets/collection/login >/dev/null
      ask get '{"key":"mine"}'
      ask get '{"key":"other"}'
      ask remove '{"key":"mine"}'
      ask clear '{}'
      ask set '{"key":"mine","value":"two"}'
      ask set '{"key":"other","value":"two"}'
      secret-tool search --all application authtop 2>&1 | grep 'attribute.key'
      """
    )
    let locked = "1 {\"error\": \"locked\"}"
    #expect(
      found == [
        "0 {}", locked, "0 {\"value\": null}", locked, locked, locked, locked,
        "attribute.key = kmine",
      ]
    )
  }

  @Test func `all values are listed by one run, also those of former versions`() throws {
    let found = try lines(
      """
      ask set '{"key":"a","value":"one\\ntwo"}'
      ask set "{\\"key\\":\\"long\\",\\"value\\":\\"$(printf '%09000d' 7)\\"}"
      ask keys '{"prefix":"a"}'
      ask keys '{"prefix":""}' | grep -c '"items".*0007"'
      printf '=three' | secret-tool store --label=x application authtop key kold
      ask keys '{"prefix":"o"}'
      ask get '{"key":"old"}'
      """
    )
    #expect(
      found == [
        "0 {}", "0 {}", "0 {\"items\": [{\"key\": \"a\", \"value\": \"one\\ntwo\"}]}", "1",
        "0 {\"keys\": [\"old\"]}", "0 {\"value\": \"three\"}",
      ]
    )
  }

  @Test(arguments: ["kill -9 $PPID; exit 1", "echo no room >&2; exit 1"])
  func `no part of a value stays that was not stored whole`(end: String) throws {
    // The item that names the parts is stored last.
    let found = try lines(
      """
      mkdir "$HOME/bin"
      cat >"$HOME/bin/secret-tool" <<'END'
      #!/bin/sh
      case "$*" in "store --label=authtop session -- application authtop key"*) \(end) ;; esac
      exec /usr/bin/secret-tool "$@"
      END
      chmod 700 "$HOME/bin/secret-tool"
      parts() { secret-tool search --all application authtop-parts 2>&1 | grep -c 'attribute.part'; }
      long=$(printf '%030000d' 7)
      ask set "{\\"key\\":\\"a\\",\\"value\\":\\"$long\\"}"
      before=$(parts)
      export PATH="$HOME/bin:$PATH"
      ask set "{\\"key\\":\\"a\\",\\"value\\":\\"8$long\\"}" | cut -c 1
      ask set "{\\"key\\":\\"b\\",\\"value\\":\\"8$long\\"}" | cut -c 1
      export PATH=/usr/bin:/bin
      ask get '{"key":"a"}' | cut -c 1-20
      ask remove '{"key":"b"}'
      ask set "{\\"key\\":\\"a\\",\\"value\\":\\"9$long\\"}"
      echo $(($(parts) - before))
      ask clear '{}'
      parts
      """
    ).filter { $0 != "Killed" }
    try #require(found.count == 9, "\(found)")
    #expect(found[0] == "0 {}" && found[1] != "0" && found[2] != "0", "\(found)")
    #expect(
      Array(found.dropFirst(3)) == ["0 {\"value\": \"0000000", "0 {}", "0 {}", "0", "0 {}", "0"]
    )
  }

  @Test func `an item that is damaged is told as corrupt and can be replaced and removed`() throws {
    let found = try lines(
      """
      damage() { printf '%s' "$1" | secret-tool store --label=x application authtop key ka; }
      parts() { secret-tool search --all application authtop-parts 2>&1 | grep -c 'attribute.part'; }
      long="{\\"key\\":\\"a\\",\\"value\\":\\"$(printf '%09000d' 7)\\"}"
      ask set "$long"
      part=$(secret-tool search --all application authtop-parts 2>&1 |
        sed -n 's/^attribute.part = //p' | head -n 1)
      secret-tool clear application authtop-parts part "$part"
      ask get '{"key":"a"}'
      ask keys '{"prefix":""}'
      ask set "$long"
      for text in '{"*": 5}' '{"key": "a"}' '{"=": "o}' 'garbage'; do
        damage "$text"
        ask get '{"key":"a"}'
        ask keys '{"prefix":""}' | cut -c 1-9
        ask set '{"key":"a","value":"new"}'
        ask get '{"key":"a"}'
        damage "$text"
        ask remove '{"key":"a"}'
        ask get '{"key":"a"}'
        damage "$text"
        ask clear '{}'
        ask keys '{"prefix":""}'
      done
      parts
      """
    )
    let corrupt = "1 {\"error\": \"corrupt\"}"
    let mended = ["0 {}", "0 {\"value\": \"new\"}", "0 {}", "0 {\"value\": null}", "0 {}"]
    // An item that does not say whose it is, is listed by its key alone, and only a get reads it.
    let each = ["0 {\"keys\"", "1 {\"error", "1 {\"error", "0 {\"keys\""]
      .flatMap { [corrupt, $0] + mended + ["0 {\"items\": []}"] }
    #expect(found == ["0 {}", corrupt, corrupt, "0 {}"] + each + ["0"])
  }

  @Test func `the name of the group may look like an option`() throws {
    let found = try lines(
      """
      export AUTHTOP_SECRET_SERVICE=-group
      ask set '{"key":"-a","value":"one"}'
      ask get '{"key":"-a"}'
      ask keys '{"prefix":"-"}'
      ask clear '{}'
      ask get '{"key":"-a"}'
      """
    )
    let items = "0 {\"items\": [{\"key\": \"-a\", \"value\": \"one\"}]}"
    #expect(found == ["0 {}", "0 {\"value\": \"one\"}", items, "0 {}", "0 {\"value\": null}"])
  }

  @Test func `words of another language are asked for in English`() throws {
    let found = try lines(
      """
      mkdir "$HOME/bin"
      cat >"$HOME/bin/secret-tool" <<'END'
      #!/bin/sh
      [ "$LANGUAGE" = C ] && echo 'No such file or directory' >&2 || echo 'nicht gefunden' >&2
      exit 1
      END
      chmod 700 "$HOME/bin/secret-tool"
      export PATH="$HOME/bin:$PATH" LANGUAGE=de
      ask get '{"key":"a"}'
      """
    )
    #expect(found == ["1 {\"error\": \"unavailable\"}"])
  }
}
