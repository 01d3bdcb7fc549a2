import AuthCore
import Backends
import TestSupport
import Testing

/// The helpers in `Docs/Helpers` under the conformance kit.
@Suite(
  .ownThread,
  .serialized,
  .runLimit(minutes: 20),
  .enabled(if: HelperScript.isPossible, "no Python")
)
struct ShippedHelperTests {
  @Test(.enabled(if: ShippedHelper.has("gpg", "gpgconf"), "gpg is not installed"))
  func `files encrypted with gpg keep every promise`() throws {
    // The agent's socket lies in it.
    let folder = try TemporaryFolder(hasShortPath: true)
    try expectKept(.pass, folder, before: ShippedHelper.gpg(folder))
  }

  @Test(.enabled(if: ShippedHelper.has("age", "age-keygen"), "age is not installed"))
  func `files encrypted with age keep every promise`() throws {
    let folder = try TemporaryFolder()
    try expectKept(.pass, folder, before: ShippedHelper.age(folder))
  }

  @Test(.enabled(if: Keyring.isPossible, "\(Keyring.whyNot)"))
  func `the Secret Service keeps every promise`() throws {
    let folder = try TemporaryFolder(hasShortPath: true)
    try expectKept(
      .keyring,
      folder,
      around: ShippedHelper.bus,
      before: ShippedHelper.keyring(folder)
    )
  }

  /// Runs the kit by the program itself, in a shell that prepares what the helper needs.
  ///
  /// The helper is installed first, as its user would: a checkout may be another user's, or open to everybody.
  private func expectKept(
    _ helper: ShippedHelper,
    _ folder: TemporaryFolder,
    around: String = "exec",
    before: String
  ) throws {
    let program = ChildProcess.program("authtop")
    let installed = "\(folder.path)/\(helper.rawValue)"
    let (status, lines) = ShippedHelper.run(
      """
      \(before)
      install -m 700 '\(helper.path)' '\(installed)'
      AUTHTOP_HELPER_SECONDS=60 '\(program)' helper-check --clear --seconds 90 '\(installed)'
      """,
      folder,
      around: around
    )
    #expect(status == 0)
    #expect(lines.filter { $0.hasPrefix("FAIL") } == [])
    #expect(lines.count { $0.hasPrefix("ok") } >= 40, "\(lines.suffix(3))")
  }
}
