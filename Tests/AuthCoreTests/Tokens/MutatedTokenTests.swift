import AuthCore
import TestSupport
import Testing

/// Tokens with random damage: each is read or refused, and none ends the program.
@Suite(.timeLimit(.minutes(20)))
struct MutatedTokenTests {
  private static let originals: [[UInt8]] = {
    let header = Base64URL.encode(Array(#"{"kid":"k\u0041","alg":"RS256"}"#.utf8))
    let claims = """
      {"sub":"ü😀","cognito:groups":["a","b"],"exp":1700000000,"iat":1.5e3,"nested":\
      {"list":[null,true,false,-0.0,1e400]},"email_verified":"true","exp2":9223372036854775808}
      """
    let payload = Base64URL.encode(Array(claims.utf8))
    let encrypted = Base64URL.encode(Array(#"{"enc":"A256GCM","alg":"RSA-OAEP"}"#.utf8))
    return ["\(header).\(payload).c2lnbmF0dXJl", "\(encrypted).a2V5.aXY.dGV4dA.dGFn"]
      .map { Array($0.utf8) }
  }()

  @Test(arguments: [1, 2, 3, 4])
  func `5000 damaged tokens of each seed are read or refused`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var read = 0
    for _ in 0..<5000 {
      var bytes = Self.originals[Int.random(in: 0..<Self.originals.count, using: &random)]
      // Half of the damage is done inside the encoding, where the JSON reader meets it.
      if Bool.random(using: &random) {
        bytes = Self.damageInside(bytes, &random)
      } else {
        Self.damage(&bytes, &random)
      }
      guard let token = try? CompactToken(bytes: bytes) else { continue }
      read += 1
      Self.use(token)
    }
    #expect(read > 0, "all were refused: the damage is too coarse to test reading")
    #expect(read < 5000)
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let position = Int.random(in: 0...bytes.count, using: &random)
      let byte = UInt8.random(in: 0...255, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0 where position < bytes.count: bytes[position] = byte
      case 1 where position < bytes.count: bytes.remove(at: position)
      case 2: bytes.insert(byte, at: position)
      case 3: bytes.removeSubrange(position...)
      default: bytes += bytes[position...]
      }
    }
  }

  private static func damageInside(
    _ token: [UInt8],
    _ random: inout SeededGenerator
  ) -> [UInt8] {
    let parts = token.split(separator: UInt8(ascii: "."))
    let texts = parts.map { part in
      guard var bytes = try? Base64URL.decode(part) else { return "" }
      if Bool.random(using: &random) { damage(&bytes, &random) }
      return Base64URL.encode(bytes)
    }
    return Array(texts.joined(separator: ".").utf8)
  }

  /// Asks for everything that could trap on a hostile number.
  private static func use(_ token: CompactToken) {
    for date in [token.claims.exp, token.claims.iat, token.claims.nbf, token.claims.authTime] {
      if let date { _ = (date.utcText, CalendarDate(date, utcOffset: .max)) }
    }
    _ = (token.claims.aud, token.claims.groups, token.claims.emailVerified, token.claims.scopes)
    for member in token.claims.members {
      if case .number(let number) = member.value {
        _ = (number.integer, number.double, NumericDate(number)?.utcText)
      }
    }
  }
}
