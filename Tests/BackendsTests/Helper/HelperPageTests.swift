import AuthCore
import Backends
import TestSupport
import Testing

/// The whole helper that stands in `Docs/HelperProtocol.md`.
@Suite(
  .ownThread,
  .serialized,
  .runLimit(minutes: 20),
  .enabled(if: HelperScript.isPossible, "no Python")
)
struct HelperPageTests {
  /// The page's code, with a folder of the test's own.
  private func script(
    _ folder: TemporaryFolder,
    change: (String) -> String = { $0 }
  ) throws -> HelperScript {
    let page = StoreFolder.bytes("\(ShippedHelper.checkout)/Docs/HelperProtocol.md")
    let code = try #require(
      String(decoding: page, as: UTF8.self).split(separator: "```python\n").last?
        .split(separator: "```").first
    )
    try #require(code.contains("~/.authtop-files"))
    return try HelperScript(
      text: change(String(code).replacing("~/.authtop-files", with: folder.path + "/files"))
    )
  }

  @Test func `it keeps every promise`() async throws {
    let folder = try TemporaryFolder()
    let script = try script(folder)
    let kit = HelperKit(HelperProgram(path: script.path), limits: HelperLimits(seconds: 60))
    var broken: [String] = []
    var kept = 0
    await kit.run(destroys: true, seconds: 250) { check, verdict in
      switch verdict {
      case .kept: kept += 1
      case .broken(let reason): broken.append("\(check.name): \(reason)")
      case .skipped: break
      }
    }
    #expect(broken == [])
    #expect(kept >= 40, "\(script.path)")
  }

  @Test func `nothing that a killed one left gets into a value`() throws {
    let folder = try TemporaryFolder()
    let script = try script(folder)
    // It may have had the process id that this one has.
    let (status, lines) = ShippedHelper.run(
      """
      mkdir '\(folder.path)/files'
      echo '{"key":"a","value":"new"}' | sh -c \\
        'echo left by another >"\(folder.path)/files/.$$"; exec "\(script.path)" set'
      echo
      echo '{"key":"a"}' | '\(script.path)' get
      """,
      folder
    )
    #expect(status == 0)
    #expect(lines == ["{}", "{\"value\": \"new\"}"])
  }

  @Test func `a clear beside a set breaks neither`() throws {
    let folder = try TemporaryFolder()
    let script = try script(folder) { code in
      let rename = "    os.rename("
      #expect(code.contains(rename))
      return code.replacing(
        "\nfolder =",
        with: "\n\(ShippedHelper.clearBeside)\nfolder =",
        maxReplacements: 1
      ).replacing(rename, with: "    clear_beside(sys.argv[0])\n\(rename)")
    }
    let (status, lines) = ShippedHelper.run(
      """
      echo '{"key":"a","value":"one"}' | '\(script.path)' set | cat
      echo
      ls -A '\(folder.path)/files'
      """,
      folder
    )
    #expect(status == 0)
    // The answer of the one that cleared follows that of the other.
    #expect(lines == ["{}{}"])
  }
}
