/// What a killed writer stores: a value about as long as a token that tells which write it came from.
struct Generation: Equatable {
  static let sessions = 4
  static let names = [
    "accessToken", "clockDrift", "deviceKey", "idToken", "refreshToken", "signInDetails",
  ]

  let number: Int
  let session: Int

  init(number: Int, session: Int) {
    self.number = number
    self.session = session
  }

  /// `generation.session.padding.`, with padding that both numbers determine.
  var text: String {
    let letter = Character(Unicode.Scalar(UInt8(97 + (number &+ session) % 26)))
    return "\(number).\(session).\(String(repeating: letter, count: 300 + number % 300))."
  }

  /// The generation that a stored value is of, nil when the value is not one that was written.
  init?(_ value: String) {
    let parts = value.split(separator: ".")
    guard parts.count == 4, let number = Int(parts[0]), let session = Int(parts[1]), number > 0,
      Self.names.contains(String(parts[3]))
    else { return nil }
    self.init(number: number, session: session)
    guard text + parts[3] == value else { return nil }
  }
}
