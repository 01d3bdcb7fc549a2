import AuthCore
import Crypto
import CryptoExtras
import Glibc

/// Prints what verifying and decoding cost on one core, beside what others take for the same.
@main
enum VerificationBench {
  static func main() throws {
    let sample = try SampleToken()
    try signatures(sample)
    try claims(sample)
  }

  private static func signatures(_ sample: SampleToken) throws {
    let token = try CompactToken(sample.text)
    var checks = Verifier.Checks()
    checks.keys = .set(try KeySet(sample.keySet), date: nil)
    checks.issuers = [sample.issuer]
    checks.clientID = sample.clientID
    checks.tokenUse = "access"
    checks.now = NumericDate(seconds: 1_767_225_600)
    let verifier = Verifier(checks)
    guard verifier.verdict(on: token).isValid else { throw Unexpected() }
    let verdicts = rate { verifier.verdict(on: token).isValid }
    let whole = rate { (try? CompactToken(sample.text)).map(verifier.verdict)?.isValid ?? false }
    print("RS256 verdicts on a decoded token, all axes: \(Int(verdicts)) a second")
    print("RS256 verdicts from the token's text:        \(Int(whole)) a second")
    guard let openssl = Counterpart.openssl() else {
      print("openssl speed rsa2048: not there")
      return
    }
    print("openssl speed rsa2048, verify:               \(Int(openssl)) a second")
    print("ratio: \(ratio(whole, openssl)) (aim: at least 0.7)")
  }

  private static func claims(_ sample: SampleToken) throws {
    let foundation = FoundationDecoding()
    guard try foundation.token(sample.text).exp == 1_767_229_200 else { throw Unexpected() }
    let text = sample.text
    let decoded = rate { (try? CompactToken(text))?.claims.exp != nil }
    let read = rate { (try? CompactToken(text)).map(Self.read) ?? false }
    let decoder = rate { (try? foundation.token(text)) != nil }
    print("tokens of \(text.utf8.count) bytes decoded, exp read:    \(Int(decoded)) a second")
    print("tokens decoded, every claim read:         \(Int(read)) a second")
    print("base64 and JSONDecoder to a struct:       \(Int(decoder)) a second")
    print("ratio: \(ratio(decoded, decoder)), every claim read \(ratio(read, decoder)) (aim: 20)")
    guard let python = Counterpart.pyJWT(text) else {
      print("PyJWT: not there")
      return
    }
    print("PyJWT decode without verification:        \(Int(python)) a second")
    print("ratio: \(ratio(decoded, python)), every claim read \(ratio(read, python)) (aim: 20)")
  }

  private static func read(_ token: CompactToken) -> Bool {
    let claims = token.claims
    let texts = [
      claims.iss, claims.sub, claims.clientID, claims.originJTI, claims.eventID, claims.tokenUse,
      claims["scope"]?.text, claims.jti, claims.username,
    ]
    return claims.exp != nil && claims.iat != nil && claims.authTime != nil
      && texts.allSatisfy { $0 != nil }
  }

  /// How often some work can be done in a second: the best of five tries of 0.4 s of CPU time.
  private static func rate(_ work: () -> Bool) -> Double {
    var best = 0.0
    for _ in 0..<5 {
      var count = 0
      let start = seconds()
      var end = start
      while end - start < 0.4 {
        for _ in 0..<100 where work() { count += 1 }
        end = seconds()
      }
      best = max(best, Double(count) / (end - start))
    }
    return best
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func ratio(_ one: Double, _ other: Double) -> String {
    let tenths = Int((one / other * 100).rounded())
    return "\(tenths / 100).\(tenths % 100 / 10)\(tenths % 10)"
  }

  private struct Unexpected: Error {}
}
