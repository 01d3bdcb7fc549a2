import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// The conformance kit on a helper that keeps every promise, and on those that break one.
@Suite(.serialized, .timeLimit(.minutes(20)), .enabled(if: HelperScript.isPossible, "no Python"))
struct HelperKitTests {
  @Test func `there are at least 40 checks and no name twice`() {
    #expect(HelperKit.checks.count >= 40)
    #expect(Set(HelperKit.checks.map(\.name)).count == HelperKit.checks.count)
  }

  @Test func `a good helper keeps every promise and nothing is left of the kit`()
    async throws
  {
    let script = try HelperScript()
    let verdicts = await verdicts(script, destroys: true)
    #expect(verdicts.broken == [:])
    #expect(verdicts.skipped.allSatisfy { $0.hasPrefix("watch") })
    let left = StoreFolder.bytes(script.store).count
    #expect(left == 2, "an empty object")
  }

  @Test func `without being asked the kit touches nobody's items`() async throws {
    let script = try HelperScript()
    let storage = HelperStorage(HelperClient(HelperProgram(path: script.path)))
    try await storage.setItem("mine", forKey: "key")
    let verdicts = await verdicts(script)
    #expect(verdicts.broken == [:])
    #expect(verdicts.skipped.contains("clear removes everything"))
    #expect(try await storage.items(withPrefix: "") == [StorageItem(key: "key", value: "mine")])
  }

  static let misbehaviours: [(String, String)] = [
    ("answer['protocol'] = 2", "it speaks protocol 1"),
    ("if verb == 'capabilities': answer['capabilities'] += ['keys']", "the capabilities are"),
    ("sys.stderr.write('hello')", "standard error is empty when all is well"),
    ("if verb == 'get' and request['key'] not in items: answer['value'] = ''", "an absent key"),
    ("if verb == 'set': items[request['key']] = request['value'].strip()", "spaces at both ends"),
    ("if verb == 'set': items[request['key']] = request['value'][:65536]", "a value of 100 KB"),
    ("if verb == 'set': items[request['key']] = request['value'][:200000]", "a value of 300 KB"),
    (
      "import unicodedata\nif verb == 'set':\n    items[request['key']] = "
        + "unicodedata.normalize('NFC', request['value'])",
      "composed and decomposed letters"
    ),
    ("items = {key.lower(): value for key, value in items.items()}", "keys differ by case"),
    (
      "if verb == 'remove':\n    items = {k: v for k, v in items.items() "
        + "if not k.startswith(request['key'])}",
      "a key and its beginning"
    ),
    ("if verb == 'keys': answer['items'] *= 2", "keys lists no key twice"),
    ("if verb == 'clear': items = {'left': 'over'}", "clear removes everything"),
    ("if verb == 'batch': items.pop(request['changes'][-1].get('set'), None)", "a batch"),
    ("fcntl.flock(lock, fcntl.LOCK_UN); time.sleep(1)", "12 helpers"),
  ]

  @Test(arguments: misbehaviours)
  func `a broken promise is found`(broken: String, name: String) async throws {
    let script = try HelperScript(broken: broken)
    let checks = HelperKit.checks.filter { $0.name.hasPrefix(name) }
    let found = await verdicts(script, HelperKit.checks.prefix(1) + checks, destroys: true).broken
    #expect(found.keys.contains { $0.hasPrefix(name) }, "\(found.keys)")
  }

  @Test func `a helper that swallows errors is found`() async throws {
    let script = try HelperScript(
      text: """
        #!/bin/sh
        case $1 in
          capabilities) echo '{"protocol":1,"capabilities":[]}' ;;
          get) echo '{"value":null}' ;;
          *) echo '{}' ;;
        esac

        """
    )
    let found = await verdicts(script).broken
    for name in ["an unknown verb is refused", "an empty request is refused", "a stored value"] {
      #expect(found.keys.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  @Test func `a helper that hangs ends the kit in time`() async throws {
    let script = try HelperScript(text: "#!/bin/sh\nexec sleep 600\n")
    let start = ContinuousClock.now
    let found = await verdicts(script, seconds: HelperKit.budget, limits: HelperLimits())
      .broken
    #expect(found.count == HelperKit.checks.count)
    // It is given up after one run of 5 s; that it took longer is the machine's affair.
    #expect(ContinuousClock.now - start < .seconds(120))
  }

  @Test func `a check of many slow runs ends in time, too`() async throws {
    let script = try HelperScript(
      broken: "fcntl.flock(lock, fcntl.LOCK_UN); time.sleep(0 if verb == 'capabilities' else 2.5)"
    )
    let name = "a helper that is killed"
    let checks = HelperKit.checks.prefix(1) + HelperKit.checks.filter { $0.name.hasPrefix(name) }
    let start = ContinuousClock.now
    let found = await verdicts(script, Array(checks), seconds: 3).broken
    #expect(ContinuousClock.now - start < .seconds(120))
    let endings = ["not finished: the kit's time is over", "not tried: the time of 3 s is over"]
    #expect(found.count == 1 && found.values.allSatisfy(endings.contains), "\(found)")
  }

  private func verdicts(
    _ script: HelperScript,
    _ checks: [HelperCheck] = HelperKit.checks,
    destroys: Bool = false,
    seconds: Int = 250,
    limits: HelperLimits = HelperLimits(seconds: 60)
  ) async -> (broken: [String: String], skipped: [String]) {
    var broken: [String: String] = [:]
    var skipped: [String] = []
    await HelperKit(HelperProgram(path: script.path), limits: limits).run(
      checks,
      destroys: destroys,
      seconds: seconds
    ) {
      check,
      verdict in
      switch verdict {
      case .kept: break
      case .broken(let reason): broken[check.name] = reason
      case .skipped: skipped.append(check.name)
      }
    }
    return (broken, skipped)
  }
}
