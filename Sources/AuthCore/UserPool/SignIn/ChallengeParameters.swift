import FoundationEssentials

/// ChallengeParameters with the questions a sign-in asks of them.
struct ChallengeParameters {
  let name: ChallengeName
  let values: [String: String]

  func text(_ parameter: String) throws(SignInError) -> String {
    guard let text = values[parameter] else {
      throw .missingParameter(challenge: name, parameter: parameter)
    }
    return text
  }

  /// A number in hexadecimal, as SALT and SRP_B are.
  func number(_ parameter: String) throws(SignInError) -> BigInteger {
    guard let number = BigInteger(hex: try text(parameter)) else {
      throw .badParameter(challenge: name, parameter: parameter)
    }
    return number
  }

  /// Bytes in base64, as SECRET_BLOCK is.
  func data(_ parameter: String) throws(SignInError) -> Data {
    guard let data = Data(base64Encoded: try text(parameter)) else {
      throw .badParameter(challenge: name, parameter: parameter)
    }
    return data
  }

  /// The names in `requiredAttributes`, JSON text of an array, without their `userAttributes.`;
  /// none when a stand-in leaves it out.
  private func requiredAttributes() throws(SignInError) -> [String] {
    guard let names = try json("requiredAttributes") else { return [] }
    guard let names = names.texts else {
      throw .badParameter(challenge: name, parameter: "requiredAttributes")
    }
    let prefix = "userAttributes."
    return names.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }

  /// The texts in `userAttributes`, JSON text of an object; none when a stand-in leaves it out.
  private func userAttributes() throws(SignInError) -> [String: String] {
    guard let attributes = try json("userAttributes") else { return [:] }
    guard case .object(let object) = attributes else {
      throw .badParameter(challenge: name, parameter: "userAttributes")
    }
    return object.members.reduce(into: [:]) { $0[$1.name] = $1.value.text }
  }

  /// The question that NEW_PASSWORD_REQUIRED is.
  func newPassword() throws(SignInError) -> SignInChallenge {
    .newPassword(
      requiredAttributes: try requiredAttributes(),
      attributes: try userAttributes()
    )
  }

  /// The factors in a parameter that is JSON text of an array; nil when it is not there.
  func factors(_ parameter: String) throws(SignInError) -> [SignInFactor]? {
    guard let value = try json(parameter) else { return nil }
    guard let names = value.texts else {
      throw .badParameter(challenge: name, parameter: parameter)
    }
    return names.map(SignInFactor.init(rawValue:))
  }

  /// Where a code was sent.
  var delivery: CodeDelivery {
    CodeDelivery(
      medium: values["CODE_DELIVERY_MEDIUM"],
      destination: values["CODE_DELIVERY_DESTINATION"] ?? values["FRIENDLY_DEVICE_NAME"]
    )
  }

  private func json(_ parameter: String) throws(SignInError) -> JSONValue? {
    guard let text = values[parameter] else { return nil }
    do {
      return try JSONParser.parse(Array(text.utf8)).value
    } catch {
      throw .badParameter(challenge: name, parameter: parameter)
    }
  }
}
