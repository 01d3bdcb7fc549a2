import ArgumentParser
import Backends

/// `authtop helper-check`: whether a helper keeps the protocol.
struct HelperCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "helper-check",
    abstract: "Run the conformance kit on a storage helper.",
    discussion: """
      One line a check and less than 30 seconds. The kit stores under keys of its own and removes \
      them. Exit code 0 when the helper keeps every promise, 1 when not.
      """
  )

  @Argument(help: ArgumentHelp("The helper's file, or its name on the path.", valueName: "program"))
  var program: String

  @Flag(help: "Also check clear, which removes everything that the helper holds.")
  var clear = false

  @Option(
    help: ArgumentHelp(
      "Begin no check after so long; for a slow helper or machine.",
      valueName: "n"
    )
  )
  var seconds = HelperKit.budget

  func run() async throws {
    let helper = Self.helper(program, Wiring.environment)
    var (number, kept, broken, skipped) = (0, 0, 0, 0)
    print(SingleLine.text("checking \(helper.path)"))
    let limits = try StandardBackends.limits(Wiring.environment)
    let kit = HelperKit(helper, limits: limits)
    await kit.run(destroys: clear, seconds: seconds) { check, verdict in
      number += 1
      switch verdict {
      case .kept:
        kept += 1
        print("ok   \(number) \(check.name)")
      case .skipped(let reason):
        skipped += 1
        print(SingleLine.text("skip \(number) \(check.name): \(reason)"))
      case .broken(let reason):
        broken += 1
        print(SingleLine.text("FAIL \(number) \(check.name): \(reason)"))
      }
    }
    print("\(kept) kept, \(broken) broken, \(skipped) skipped")
    if broken > 0 { throw ExitCode(CommandFailure.Code.refused) }
  }

  /// A word without a slash is a helper's name, with or without the prefix, where there is one.
  private static func helper(_ word: String, _ environment: [String: String]) -> HelperProgram {
    guard !word.contains("/") else { return HelperProgram(path: word) }
    let found = HelperProgram.onPath(environment).first {
      $0.name == word || HelperProgram.prefix + $0.name == word
    }
    return found ?? HelperProgram(path: word)
  }
}
