import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Tokens of the `session` backend end with their terminal, however that ends.
@Suite(.ownThread)
struct ClosedTerminalTests {
  /// How a terminal ends.
  private enum End: Int, CaseIterable {
    case windowCloses, shellIsKilled, shellExits
  }

  private static let wave = 10

  @Test(.runLimit(minutes: 30), .enabled(if: MemoryFolder.isThere, "\(MemoryFolder.whyNot)"))
  func `500 closed terminals leave no readable tokens`() throws {
    let place = try Place(inMemory: true)
    let runtime = try #require(place.runtime)
    let pool = try PoolProcess(place)
    let signIn = try place.run(
      "sign-in",
      "alice",
      "--backend",
      "local",
      "--password-stdin",
      input: PoolProcess.password,
      pool: pool
    )
    #expect(signIn.code == 0, "\(signIn.errorText)")
    let waves = getenv("AUTHTOP_FULL") == nil ? 50 : 450
    var closed = 0
    var held = 0
    for _ in 0..<waves {
      let terminals = try (0..<Self.wave).map { try Self.terminal($0, place, pool) }
      for terminal in terminals { try terminal.wait(for: "[moved]") }
      held += Self.holding(runtime.path)
      for (number, terminal) in terminals.enumerated() {
        switch End(rawValue: number % End.allCases.count) {
        case .windowCloses: terminal.closeWindow()
        case .shellIsKilled: terminal.child.kill(SIGKILL)
        default: try terminal.press("\r")
        }
      }
      for terminal in terminals { _ = try terminal.child.end(by: terminal.deadline) }
      closed += terminals.count
      let deadline = Deadline.in(120)
      while Self.holding(runtime.path) > 0, !deadline.hasPassed { poll(nil, 0, 10) }
      try #require(Self.holding(runtime.path) == 0, "after \(closed) closed terminals")
    }
    #expect(held == closed, "each terminal held tokens before it closed")
    Note.write("\(closed) terminals closed: 0 left tokens")
  }

  /// A terminal whose shell moves a session of its own store into the terminal's.
  private static func terminal(
    _ number: Int,
    _ place: Place,
    _ pool: PoolProcess
  ) throws -> PseudoTerminal {
    let home = "\(place.folder.path)/terminal-\(number)"
    try? FileManager.default.removeItem(atPath: home)
    try FileManager.default.copyItem(atPath: place.folder.path + "/data", toPath: home)
    chmod(home, 0o700)
    let move = "'\(BuiltProgram.path)' move alice --to session && echo '[moved]'"
    return try PseudoTerminal(
      "/bin/sh",
      ["-c", "\(move); read line"],
      environment: place.environment(for: pool).merging(["AUTHTOP_HOME": home]) { $1 },
      columns: 80,
      rows: 24,
      deadline: .in(60)
    )
  }

  /// How many files of terminal sessions hold tokens.
  private static func holding(_ runtime: String) -> Int {
    let folder = runtime + "/authtop"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.count { name in
      let data = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      return String(decoding: data, as: UTF8.self).contains("accessToken")
    }
  }
}
