import FoundationEssentials
import TestSupport
import Testing

@testable import AuthCore

/// Random damage and forgery: nothing traps, and nothing but the signed text itself is accepted.
///
/// 20,000 mutants in a normal run, 1,000,000 where `AUTHTOP_FULL` is set; a seed repeats them.
@Suite(.timeLimit(.minutes(20)))
struct ForgedTokenTests {
  private static let isFull = ProcessInfo.processInfo.environment["AUTHTOP_FULL"] != nil

  @Test(arguments: [11, 12, 13, 14])
  func `no mutant of a signed token is accepted`(seed: UInt64) throws {
    let keys = try VerificationKeys.shared.get()
    let verifier = Verifier(Expectations.checks(keys.set))
    // The quickest algorithms carry most of the mutants; each has some.
    let signers = ["RS256", "RS256", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"]
    let originals = try (0..<4).flatMap { number in
      try signers.map { signer in
        Array(try keys[signer].token(claims: Expectations.claims(["n": "\(number)"])).utf8)
      }
    }
    for original in originals { #expect(Self.isAccepted(original, verifier)) }
    let genuine = Set(originals)
    var forger = Forger(seed: seed, originals: originals)
    var (decoded, accepted) = (0, 0)
    for _ in 0..<(Self.isFull ? 250_000 : 5000) {
      let mutant = forger.mutant()
      guard let token = try? CompactToken(bytes: mutant) else { continue }
      decoded += 1
      let isValid = verifier.verdict(on: token).isValid
      #expect(!isValid || genuine.contains(mutant), "\(String(decoding: mutant, as: UTF8.self))")
      accepted += isValid ? 1 : 0
    }
    #expect(decoded > 500, "the damage is too coarse to reach the signature")
    #expect(accepted > 0, "a forger that never returns the original tests no acceptance")
  }

  @Test func `tokens that an attacker signed are refused`() throws {
    let keys = try VerificationKeys.shared.get()
    let verifier = Verifier(Expectations.checks(keys.set))
    for kid in keys.all.map(\.kid) {
      let header = #"{"alg":"RS256","kid":"\#(kid)"}"#
      let text = try keys.attacker.token(header: header, claims: Expectations.claims())
      #expect(!Self.isAccepted(Array(text.utf8), verifier))
    }
  }

  private static func isAccepted(_ bytes: [UInt8], _ verifier: Verifier) -> Bool {
    (try? CompactToken(bytes: bytes)).map(verifier.verdict)?.isValid ?? false
  }
}
