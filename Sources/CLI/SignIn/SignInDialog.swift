import AuthCore
import Glibc
import TUI

/// Turns what the pool asks into questions on the command line, and answers into replies.
struct SignInDialog {
  var source: AnswerSource
  /// Chosen without a question wherever the pool offers it.
  let preferred: SignInFactor?
  /// The secret that was shown last; a wrong code does not show it again.
  private var shown: SoftwareTokenSetup?

  init(source: AnswerSource, preferred: SignInFactor?) {
    self.source = source
    self.preferred = preferred
  }

  mutating func reply(to challenge: SignInChallenge) throws -> SignInReply {
    switch challenge {
    case .newPassword(let required, let known): return try newPassword(required, known)
    case .password: return .password(try source.password(prompt: "Password: "))
    case .choice(let choice, let factors): return .factor(try factor(choice, factors))
    case .code(let factor, let delivery):
      return .code(try code(prompt: Self.prompt(factor, delivery)))
    case .softwareTokenSetup(let setup):
      if shown != setup { show(setup) }
      shown = setup
      return .code(try code(prompt: "The code that the app shows now: "))
    case .emailSetup:
      return .email(try source.answer(prompt: "The pool demands an email address for codes: "))
    case .custom(let parameters):
      for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
        source.tell("\(name): \(value)")
      }
      return .code(Password(try source.answer(prompt: "Answer: ")))
    }
  }

  private mutating func code(prompt: String) throws -> Password {
    // Codes are read and pasted in groups.
    Password(try source.answer(prompt: prompt).filter { !$0.isWhitespace })
  }

  private mutating func newPassword(
    _ required: [String],
    _ known: [String: String]
  ) throws -> SignInReply {
    let password = try source.password(prompt: "The pool demands a new password: ")
    var attributes = known.filter { required.contains($0.key) && !$0.value.isEmpty }
    for name in required where attributes[name] == nil {
      attributes[name] = try source.answer(prompt: "The pool demands \(name): ")
    }
    return .newPassword(password, attributes: attributes)
  }

  private mutating func factor(
    _ choice: SignInChallenge.Choice,
    _ factors: [SignInFactor]
  ) throws -> SignInFactor {
    if let preferred, factors.contains(preferred) { return preferred }
    let question =
      switch choice {
      case .firstFactor: "How to sign in?"
      case .secondFactor: "Which second factor?"
      case .setup: "The pool demands a second factor. Which one shall be set up?"
      }
    source.tell(question)
    for (index, factor) in factors.enumerated() {
      source.tell("  \(index + 1)  \(factor.title) (\(factor.rawValue))")
    }
    let answer = try source.answer(prompt: "Number or name: ")
    if let number = Int(answer), factors.indices.contains(number - 1) { return factors[number - 1] }
    if let named = factors.first(where: { $0.rawValue == answer.uppercased() }) { return named }
    throw CommandFailure(
      "\(answer) is none of \(factors.map(\.rawValue).joined(separator: ", ")); nothing was sent",
      code: CommandFailure.Code.unusableInput
    )
  }

  private static func prompt(_ factor: SignInFactor, _ delivery: CodeDelivery) -> String {
    switch factor {
    case .softwareToken: return "The code that your authenticator app shows: "
    default:
      let way = factor == .emailOTP ? "email" : "text message"
      let place = delivery.destination.map { " to \($0)" } ?? ""
      return "The code sent by \(way)\(place): "
    }
  }

  /// The secret of a new authenticator as text, as a key URI and, at a terminal, as a QR code.
  private func show(_ setup: SoftwareTokenSetup) {
    source.tell("The pool demands an authenticator app. Scan the pattern or type the secret.")
    if !source.readsStandardInput { QRText.draw(setup.uri) }
    source.tell("secret \(setup.secret)")
    source.tell(setup.uri)
  }
}
