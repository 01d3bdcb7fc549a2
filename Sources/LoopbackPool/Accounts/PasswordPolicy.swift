/// What a new password must have; Cognito's default policy.
package struct PasswordPolicy: Equatable, Sendable {
  package var minimumLength = 8
  package var needsUppercase = true
  package var needsLowercase = true
  package var needsDigit = true
  package var needsSymbol = true

  package init() {}

  /// The first rule that a password breaks, in the service's words.
  func violation(_ password: String) -> String? {
    let scalars = password.unicodeScalars
    if password.count < minimumLength { return "Password not long enough" }
    if needsUppercase, !scalars.contains(where: { "A"..."Z" ~= $0 }) {
      return "Password must have uppercase characters"
    }
    if needsLowercase, !scalars.contains(where: { "a"..."z" ~= $0 }) {
      return "Password must have lowercase characters"
    }
    if needsDigit, !scalars.contains(where: { "0"..."9" ~= $0 }) {
      return "Password must have numeric characters"
    }
    if needsSymbol, !scalars.contains(where: Self.isSymbol) {
      return "Password must have symbol characters"
    }
    return nil
  }

  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar.value >= 0x20 && !scalar.properties.isAlphabetic
      && !("0"..."9" ~= scalar)
  }
}
