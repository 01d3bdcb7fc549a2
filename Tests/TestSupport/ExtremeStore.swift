import AuthCore

/// A store whose users have numbers at the ends of their ranges, each in another place.
package enum ExtremeStore {
  /// What a token, a store or a hand can write where a number belongs.
  package static let numbers = [
    "-9223372036854775808", "9223372036854775807", "-9223372036854775", "9223372036854775",
    "1e308", "-1e308", "0", "-1",
  ]

  /// The places of one user; `all` has the number in each of them.
  package static let places = [
    "exp", "iat", "nbf", "auth_time", "clockDrift", "userData", "signInDetails", "all",
  ]

  /// The items of one client's users, one a place, of whom the first is pointed at.
  package static func items(_ number: String, clientID: String = "client1") -> [String: String] {
    var items = [
      AmplifyKey.lastAuthUser(clientID: clientID).text: username(places[0], number),
      "CognitoSignInState.expiry": number, "CognitoSignInState.challengeName": "SMS_MFA",
    ]
    for place in places {
      items.merge(self.items(number, in: place, clientID: clientID)) { $1 }
    }
    return items
  }

  /// The user who has the number in a place.
  package static func username(_ place: String, _ number: String) -> String { "\(place)-\(number)" }

  private static func items(
    _ number: String,
    in place: String,
    clientID: String
  ) -> [String: String] {
    let username = username(place, number)
    func has(_ name: String) -> Bool { place == name || place == "all" }
    func value(_ name: String, _ usual: String) -> (String, String) {
      (name, has(name) ? number : usual)
    }
    let times = [
      value("exp", "1772513600"), value("iat", "1772510000"), value("nbf", "1772510000"),
      value("auth_time", "1772510000"),
    ]
    var items: [AmplifyKey.Name: String] = [.refreshToken: "h.k.i.c.refresh"]
    for (name, use) in [(AmplifyKey.Name.accessToken, "access"), (.idToken, "id")] {
      items[name] = SampleTokens.token(
        times + [
          ("token_use", "\"\(use)\""), ("sub", JSONText.string("sub-\(username)")),
          ("iss", "\"http://127.0.0.1:1/us-east-1_Demo\""), ("origin_jti", "\"family\""),
          ("client_id", JSONText.string(clientID)), ("username", JSONText.string(username)),
          ("custom:number", number), ("updated_at", number),
        ]
      )
    }
    items[.clockDrift] = has("clockDrift") ? number : "0"
    items[.userData] = has("userData") ? #"{"UserCreateDate":\#(number)}"# : nil
    items[.signInDetails] = has("signInDetails") ? #"{"loginId":\#(number)}"# : nil
    return Dictionary(
      uniqueKeysWithValues: items.map { name, value in
        (AmplifyKey.tokenSet(clientID: clientID, username: username, name: name).text, value)
      }
    )
  }
}
