import TestSupport
import Testing

/// Wrong usage and unusable input: the promised exit codes, one line each where it is ours.
@Suite(.ownThread)
struct WrongUsageTests {
  @Test(
    .runLimit(minutes: 20),
    arguments: [
      "nonsense", "list extra", "list --nonsense", "inspect a b", "inspect --scope",
      "inspect --group", "verify a --scope", "verify a --group=", "show",
      "show a --token nonsense",
      "refresh", "refresh a --all", "move a", "move --to local", "use", "sign-in",
      "sign-in a --flow nonsense",
      "sign-in a --no-browser", "sign-in a --timeout 5s", "sign-in --managed --flow srp",
      "sign-in --managed --password-stdin", "sign-in --managed --factor SMS_MFA", "sign-out",
      "pool --port x", "pool --access-lifetime nonsense",
      "pool --rotation-grace -1s", "demo extra",
    ]
  )
  func `wrong usage is exit code 64 and says how it is right`(_ line: String) throws {
    let place = try Place()
    let run = try place.run(line.split(separator: " ").map(String.init))
    #expect(run.code == 64, "\(run.errorText)")
    #expect(run.output == [])
    #expect(run.errorText.contains("Usage: authtop"))
    #expect(try !place.names("").contains("data"))
  }

  @Test(.runLimit(minutes: 20))
  func `help and version are printed`() throws {
    let place = try Place()
    let version = try place.run("--version")
    #expect(version.code == 0 && version.lines.count == 1)
    let commands = [
      "demo", "pool", "inspect", "list", "show", "sign-in", "refresh", "move", "use", "sign-out",
    ]
    let help = try place.run("--help")
    #expect(help.code == 0)
    for command in commands {
      #expect(help.text.contains(command))
      let own = try place.run(command, "--help")
      #expect(own.code == 0 && own.text.contains("authtop \(command)"))
    }
  }

  @Test(
    .runLimit(minutes: 20),
    arguments: [
      "show alice", "refresh alice", "move alice --to local", "sign-out alice --yes", "use nowhere",
      "move alice --to nowhere", "list --pool-id x", "list --pool-id x --client-id y",
      "list --config /no/such/file", "inspect /no/such/file", "sign-in alice --password-stdin",
    ]
  )
  func `what cannot be used is exit code 2 in one line`(_ line: String) throws {
    let place = try Place()
    let run = try place.run(line.split(separator: " ").map(String.init))
    #expect((run.code, run.output, run.errorLines.count) == (2, [], 1), "\(run.errorText)")
    #expect(run.errorText.hasPrefix("authtop: "))
  }

  @Test(.runLimit(minutes: 20), arguments: ["abc", "0", "5s", "3601", "nan"])
  func `a time for helpers that is none is refused, never passed over`(_ text: String) throws {
    let place = try Place()
    place.environment["AUTHTOP_HELPER_SECONDS"] = text
    let run = try place.run("list")
    #expect((run.code, run.output, run.errorLines.count) == (2, [], 1), "\(run.errorText)")
    #expect(run.errorText.contains("AUTHTOP_HELPER_SECONDS is \"\(text)\""))
  }

  @Test(.runLimit(minutes: 20))
  func `an ambiguous name lists what it could mean`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    for user in ["alice", "bob"] {
      _ = try place.run(
        "sign-in",
        user,
        "--password-stdin",
        input: PoolProcess.password,
        pool: pool
      )
    }
    let run = try place.run("show", "local/")
    #expect((run.code, run.output, run.errorLines.count) == (2, [], 1))
    #expect(run.errorText.contains("/alice") && run.errorText.contains("/bob"))
  }

  @Test(.runLimit(minutes: 20))
  func `a store that cannot be read is exit code 3`() throws {
    let place = try Place()
    place.environment["AUTHTOP_HOME"] = try place.file("not-a-folder", "text")
    let run = try place.run("list", "--json")
    #expect((run.code, run.errorLines.count) == (3, 1), "\(run.errorText)")
  }
}
