/// Why a sign-in cannot go on, though the pool did not refuse it.
public enum SignInError: Error, Equatable, Sendable {
  /// The pool asks for something that authtop does not do.
  case unsupportedChallenge(ChallengeName)
  case missingParameter(challenge: ChallengeName, parameter: String)
  case badParameter(challenge: ChallengeName, parameter: String)
  /// SRP's checks of the server's number failed; the proof was not sent.
  case unsafeServerKey(SRPError)
  /// Neither tokens nor a challenge.
  case emptyAnswer
  /// The pool requires this attribute together with the new password.
  case missingAttribute(String)
  /// An answer from the person that no challenge waits for.
  case nothingAsked
  /// Every way on that the pool offers is one that authtop does not do.
  case noFactor(offered: [String])
  /// The pool asks this device to prove itself, and its keys are not stored here.
  case unknownDevice
}

extension SignInError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next, in one line.
  public var description: String {
    switch self {
    case .unsupportedChallenge(let name):
      "the pool asks for \(name.rawValue), which authtop does not answer; nothing was stored; sign in "
        + "with the app itself, or with a user without that factor"
    case .missingParameter(let challenge, let parameter):
      "the pool's \(challenge.rawValue) challenge lacks \(parameter); \(Self.notAPool)"
    case .badParameter(let challenge, let parameter):
      "\(parameter) of the pool's \(challenge.rawValue) challenge cannot be read; \(Self.notAPool)"
    case .unsafeServerKey:
      "the pool's SRP number is one that would give the password away; the proof was not sent and "
        + "nothing was stored; do not trust this endpoint"
    case .emptyAnswer:
      "the pool answered with neither tokens nor a challenge; nothing was stored; try the other "
        + "flow, or check the endpoint"
    case .missingAttribute(let name):
      "the pool requires \(name) with the new password; nothing was sent; give it and try again"
    case .nothingAsked:
      "the pool did not ask for that; nothing was sent; start the sign-in again"
    case .noFactor(let offered):
      "the pool offers only \(offered.joined(separator: ", ")), which authtop does not answer; "
        + "nothing was stored; sign in with the app itself"
    case .unknownDevice:
      "the pool asks for this device's proof, and the backend holds no keys of a device for this "
        + "user; nothing was stored; forget the device at the pool, or sign in with the app itself"
    }
  }

  private static let notAPool =
    "nothing was stored; check that the endpoint is a Cognito user pool"
}
