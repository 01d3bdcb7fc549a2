import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Helpers that hang, flood, lie, die or are not there.
@Suite(
  .ownThread,
  .serialized,
  .runLimit(minutes: 20),
  .enabled(if: HelperScript.isPossible, "there is no Python")
)
struct HelperMisbehaviourTests {
  /// A misbehaviour in the answer to `get`, and what must stand in the error.
  static let misbehaviours: [(String, String)] = [
    ("print('secret-canary'); os._exit(0)", "is not one JSON object"),
    ("print('{\"value\":\"secret-canary\"} {}'); os._exit(0)", "is not one JSON object"),
    ("print('[\"secret-canary\"]'); os._exit(0)", "is not one JSON object"),
    (
      "print('{\"value\":\"a\",\"value\":\"secret-canary\"}'); os._exit(0)",
      "is not one JSON object"
    ),
    ("print('{\"value\":\"a\\\\u0000\"}'); os._exit(0)", "is not one JSON object"),
    ("sys.stdout.buffer.write(b'\\xff\\xfe\\x00'); os._exit(0)", "is not one JSON object"),
    ("os._exit(0)", "is not one JSON object"),
    ("answer = {}", "has no value"), ("answer = {'value': 7}", "has no value"),
    (
      "json.dump({'value': 'secret-canary'}, sys.stdout); sys.stdout.flush(); os._exit(1)",
      "exit code 1"
    ),
    (
      "sys.stderr.write('+ value=secret-canary\\n'); sys.exit(3)",
      "exit code 3); what it said is not shown"
    ),
    ("json.dump({'error': 'locked'}, sys.stdout); sys.stdout.flush(); os._exit(1)", "is locked"),
    ("json.dump({'error': 'full'}, sys.stdout); sys.stdout.flush(); os._exit(1)", "no room"),
    ("answer = {'error': 'denied'}", "was denied"),
    ("os.kill(os.getpid(), 9)", "signal 9"),
    ("sys.stdout.write('x' * 3000000); sys.stdout.flush()", "more than 1048576 bytes"),
    ("sys.stderr.write('y' * 3000000); sys.stderr.flush(); sys.exit(1)", "exit code 1"),
    (
      "subprocess.Popen(['/bin/cat', '/dev/zero'], stdin=subprocess.DEVNULL); time.sleep(60)",
      "more than"
    ),
  ]

  @Test(arguments: misbehaviours)
  func `an answer that is none is named and never quoted`(broken: String, part: String) async throws
  {
    let script = try HelperScript(broken: "if verb == 'get':\n    \(broken)")
    let message = try await failure(script, HelperLimits(seconds: 20))
    #expect(message.contains(part), "\(message)")
    #expect(!message.contains("canary"))
    #expect(message.utf8.count < 700 && !message.contains("\u{1B}") && !message.contains("\n"))
  }

  @Test(
    arguments: [
      "time.sleep(60)", "sys.stdout.write('{'); sys.stdout.flush(); time.sleep(60)",
      "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
      "subprocess.Popen(['/bin/sleep', '60']); time.sleep(60)",
      "os.close(1); os.close(2); time.sleep(60)",
    ]
  )
  func `a helper that hangs is ended with all that it started`(broken: String) async throws {
    let script = try HelperScript(
      broken: "if verb == 'get':\n    open(notes, 'w').write(str(os.getpid())); \(broken)"
    )
    var id: Int32?
    // Where an interpreter needs longer than that to start, it is ended before it hangs: it gets more.
    for seconds in [1.0, 4, 16] where id == nil {
      let start = ContinuousClock.now
      let limits = HelperLimits(seconds: seconds, graceSeconds: 0.5)
      let message = try await failureAfterHandshake(script, limits)
      #expect(message.contains("did not finish get within \(seconds) s"), "\(message)")
      #expect(ContinuousClock.now - start < .seconds(45))
      id = Int32(String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self))
    }
    let group = try #require(id)
    // Its orphans end in a moment of their own; who reaps them, and whether, is the system's affair.
    let end = ContinuousClock.now + .seconds(120)
    while Self.hasLiving(group), ContinuousClock.now < end { await Task.yield() }
    #expect(!Self.hasLiving(group), "nothing of its process group runs")
  }

  /// Whether a process group has a process that is not a zombie (`proc_pid_stat(5)`).
  private static func hasLiving(_ group: Int32) -> Bool {
    guard kill(-group, 0) == 0 else { return false }
    return DirectoryListing.names("/proc").contains { name in
      guard Int32(name) != nil else { return false }
      let text = String(decoding: StoreFolder.bytes("/proc/\(name)/stat"), as: UTF8.self)
      // The name before the last parenthesis may hold anything.
      let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
      return fields.count > 2 && fields[2] == "\(group)" && !["Z", "X"].contains(fields[0])
    }
  }

  @Test func `what a person waits for gets more time`() async throws {
    let script = try HelperScript(broken: "if verb == 'get': time.sleep(1.5)")
    let limits = HelperLimits(seconds: 1, patientSeconds: 60, graceSeconds: 0.5)
    let client = HelperClient(HelperProgram(path: script.path), limits: limits)
    let storage = HelperStorage(client)
    let message = try await failureAfterHandshake(script, limits)
    #expect(message.contains("did not finish get within 1.0 s"), "\(message)")
    let value = try await HelperPatience.$isLong.withValue(true) { try await storage.getItem("k") }
    #expect(value == nil)
    #expect(HelperLimits(seconds: 90).patientSeconds == 90, "never less than for others")
  }

  @Test func `a helper's leftover child does not hold up the answer`() async throws {
    let script = try HelperScript(
      broken: "if verb == 'get': subprocess.Popen(['/bin/sleep', '60']); answer = {'value': 'v'}"
    )
    let storage = HelperStorage(
      HelperClient(HelperProgram(path: script.path), limits: HelperLimits(seconds: 30))
    )
    let start = ContinuousClock.now
    #expect(try await storage.getItem("k") == "v")
    #expect(ContinuousClock.now - start < .seconds(45))
  }

  @Test func `what a helper says while it reads is never quoted`() async throws {
    let trace = "if verb in ('get', 'keys'): sys.stderr.write('+ secret-canary'); answer = 1"
    for end in ["", "; sys.exit(1)", "; os.kill(os.getpid(), 9)", "; time.sleep(60)"] {
      let script = try HelperScript(broken: trace + end)
      let storage = HelperStorage(
        HelperClient(
          HelperProgram(path: script.path),
          limits: HelperLimits(seconds: end.contains("sleep") ? 1 : 30, graceSeconds: 0.5)
        )
      )
      for call in [
        { _ = try await storage.getItem("k") }, { _ = try await storage.items(withPrefix: "") },
      ] {
        let error = await #expect(throws: StorageError.self) { try await call() }
        #expect(error.map { "\($0)".contains("canary") } == false)
      }
    }
  }

  @Test func `what it says else is one line without controls and without long words`() async throws
  {
    let token = "eyJ" + String(repeating: "aB3_-", count: 20)
    let print = String(repeating: "F", count: 40)
    let script = try HelperScript(
      broken: """
        if verb == 'remove':
            sys.stderr.write('pass\\x1b[31mword\\nis\\u202e wrong: /a/\(print)/b \(token).\(token)')
            sys.exit(3)
        """
    )
    let storage = HelperStorage(
      HelperClient(HelperProgram(path: script.path), limits: HelperLimits(seconds: 30))
    )
    let error = await #expect(throws: StorageError.self) { try await storage.removeItem("k") }
    let message = error.map { "\($0)" } ?? ""
    #expect(
      message.contains("pass [31mword is  wrong: /a/\(print)/b (withheld).(withheld)"),
      "\(message)"
    )
  }

  @Test func `a secret in a complaint is taken out`() async throws {
    let script = try HelperScript(
      broken: "if verb == 'set': sys.exit('cannot store ' + request['value'])"
    )
    let storage = HelperStorage(
      HelperClient(HelperProgram(path: script.path), limits: HelperLimits(seconds: 30))
    )
    let error = await #expect(throws: StorageError.self) {
      try await storage.setItem("secret-canary", forKey: "k")
    }
    #expect(error.map { "\($0)" }?.contains("cannot store (withheld)") == true)
  }

  @Test func `a helper that reads nothing of a large request is no harm`() async throws {
    let script = try HelperScript(
      text: """
        #!/bin/sh
        case $1 in
          capabilities) echo '{"protocol":1,"capabilities":[]}' ;;
          *) echo '{}' ;;
        esac

        """
    )
    let storage = HelperStorage(
      HelperClient(HelperProgram(path: script.path), limits: HelperLimits(seconds: 30))
    )
    try await storage.setItem(String(repeating: "v", count: 500_000), forKey: "k")
  }

  @Test(
    arguments: [
      ("{\"protocol\":2,\"capabilities\":[]}", "speaks protocol 2"),
      ("{\"capabilities\":[]}", "names no protocol"), ("{\"protocol\":1}", "names no capabilities"),
      ("{\"protocol\":1,\"capabilities\":[1]}", "names no capabilities"),
    ]
  )
  func `a handshake that fails ends the conversation`(answer: String, part: String) async throws {
    let script = try HelperScript(
      text: "#!/bin/sh\necho \"$1\" >> @NOTES@\necho '\(answer)'\n"
    )
    let message = try await failure(script, HelperLimits(seconds: 30))
    #expect(message.contains(part), "\(message)")
    #expect(!String(decoding: StoreFolder.bytes(script.notes), as: UTF8.self).contains("get"))
  }

  @Test func `a program that cannot be run is named`() async throws {
    let cases: [(HelperScript, String)] = [
      (try HelperScript(text: "#!/bin/sh\n", mode: 0o644), "is not executable"),
      (try HelperScript(text: "#!/bin/sh\n", mode: 0o777), "can be written by anybody"),
      (try HelperScript(text: "#!/no/such/interpreter\n"), "No such file"),
      (try HelperScript(text: "echo no interpreter\n"), "Exec format error"),
      (try HelperScript(text: "\u{7F}ELF garbage\n"), "Exec format error"),
    ]
    for (script, part) in cases {
      let message = try await failure(script, HelperLimits(seconds: 30))
      #expect(message.contains(part), "\(message)")
    }
    let script = try HelperScript(text: "")
    unlink(script.path)
    #expect(try await failure(script, HelperLimits(seconds: 30)).contains("No such file"))
  }

  @Test func `200 runs leave no descriptor and no child behind`() async throws {
    let script = try HelperScript(
      text:
        "#!/bin/sh\ncase $1 in capabilities) echo '{\"protocol\":1,\"capabilities\":[]}';; *) echo x;; esac\n"
    )
    let child = try #require(ChildProcess("KillWriter", ["helper", script.path]))
    #expect(child.line() == "descriptors 0 children 0")
  }

  private func failure(_ script: HelperScript, _ limits: HelperLimits) async throws -> String {
    try await failure(HelperClient(HelperProgram(path: script.path), limits: limits))
  }

  /// The failure of the verb itself: a handshake by a slow interpreter has all the time that it needs.
  private func failureAfterHandshake(
    _ script: HelperScript,
    _ limits: HelperLimits
  ) async throws -> String {
    let client = HelperClient(HelperProgram(path: script.path), limits: limits)
    _ = try await HelperPatience.$isLong.withValue(true) { try await client.capabilities() }
    return try await failure(client)
  }

  private func failure(_ client: HelperClient) async throws -> String {
    let storage = HelperStorage(client)
    let error = await #expect(throws: StorageError.self) { try await storage.getItem("k") }
    return error.map { "\($0)" } ?? ""
  }
}
