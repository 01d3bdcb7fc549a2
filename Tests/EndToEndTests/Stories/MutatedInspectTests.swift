import TestSupport
import Testing

/// Ten thousand damaged tokens through one process.
@Suite(.ownThread)
struct MutatedInspectTests {
  @Test(.runLimit(minutes: 20))
  func `ten thousand mutated tokens are answered line by line`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run(
      "sign-in",
      "alice",
      "--password-stdin",
      input: PoolProcess.password,
      pool: pool
    )
    let tokens = try ["access", "id", "refresh"].map { kind in
      Array(try place.run("show", "alice", "--token", kind, pool: pool).lines[0].utf8)
    }
    var random = SeededGenerator(seed: 20_260_731)
    var input: [UInt8] = []
    for index in 0..<10_000 {
      let token = Self.mutated(tokens[index % tokens.count], &random)
      input += Array(#"{"token":""#.utf8) + token + Array("\"}\n".utf8)
    }
    let start = ContinuousClock.now
    let run = try place.run(["inspect", "--lines"], input: input, seconds: 120)
    Note.write("inspect: 10,000 mutated tokens in \(ContinuousClock.now - start)")
    #expect(run.code == 2, "\(run.errorText.prefix(500))")
    #expect(run.lines.count == 10_000)
    for line in run.lines {
      let answer = try JSONLine(parsing: line)
      guard case .flag(let decodes)? = answer["decodes"] else {
        Issue.record("no answer in \(line.prefix(200))")
        return
      }
      #expect(decodes || answer["message"]?.text?.isEmpty == false)
    }
  }

  /// One to four changes: a byte replaced, removed, doubled, a part cut off, a dot more.
  private static func mutated(_ token: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var token = token
    for _ in 0..<Int.random(in: 1...4, using: &random) where !token.isEmpty {
      let place = Int.random(in: token.indices, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: token[place] = UInt8.random(in: 0...255, using: &random)
      case 1: token.remove(at: place)
      case 2: token.insert(token[place], at: place)
      case 3: token.removeSubrange(place...)
      case 4: token.insert(UInt8(ascii: "."), at: place)
      default: token[place] ^= 1 << UInt8.random(in: 0..<7, using: &random)
      }
    }
    // A line ends the token's line; the escape of JSON is not what is tested here.
    return token.filter { $0 != 0x0A }
  }

  @Test(.runLimit(minutes: 20))
  func `a readable token is exit code 0 and an unreadable one 2`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    _ = try place.run(
      "sign-in",
      "alice",
      "--password-stdin",
      input: PoolProcess.password,
      pool: pool
    )
    let access = try place.run("show", "alice", "--token", "access", pool: pool)
    let refresh = try place.run("show", "alice", "--token", "refresh", pool: pool)
    #expect(try place.run(["inspect"], input: access.output).code == 0)
    let file = try place.file("token", access.text)
    #expect(try place.run("inspect", file).code == 0)
    let encrypted = try place.run(["inspect"], input: refresh.output)
    #expect((encrypted.code, encrypted.errorLines.count) == (2, 1))
    #expect(encrypted.errorText.contains("encrypted"))
    #expect(!encrypted.errorText.contains(refresh.text.prefix(60)))
    for text in ["", "a", "a.b", "a.b.c", "....", "\u{0}", String(repeating: ".", count: 100_000)] {
      let run = try place.run(["inspect"], input: Array(text.utf8))
      #expect((run.code, run.output, run.errorLines.count) == (2, [], 1), "\(text.prefix(20))")
      let json = try place.run(["inspect", "--json"], input: Array(text.utf8))
      #expect(try JSONLine(parsing: json.text)["decodes"] == .flag(false))
    }
  }
}
