import AuthCore

/// A token's claims and what the tests ask of them.
enum Expectations {
  static let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"
  static let client = "1example23456789"
  static let now = NumericDate(seconds: 1_767_225_600)

  static func claims(_ changes: [String: String?] = [:]) -> String {
    let members = [
      ("sub", "\"8490b48a\""), ("iss", "\"\(issuer)\""), ("client_id", "\"\(client)\""),
      ("token_use", "\"access\""), ("scope", "\"openid aws.cognito.signin.user.admin\""),
      ("cognito:groups", #"["admins","readers"]"#), ("exp", "1767229200"), ("iat", "1767225000"),
    ]
    var kept = members.filter { changes[$0.0] == nil }
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      if let value { kept.append((name, value)) }
    }
    return "{" + kept.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  static func checks(_ keys: KeySet) -> Verifier.Checks {
    var checks = Verifier.Checks()
    checks.keys = .set(keys, date: nil)
    checks.issuers = [issuer]
    checks.clientID = client
    checks.tokenUse = "access"
    checks.now = now
    return checks
  }
}
