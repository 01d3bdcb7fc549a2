import AuthCore
import Testing

struct AmplifyKeyTests {
  @Test(
    arguments: [
      "user", "first.last@example.com", "", ".", "..", "a.accessToken", "LastAuthUser",
      "accessToken", "ü", "\u{301}accent first", "日本語", "a b", "%2e",
    ]
  )
  func `a user name of any form comes back from the key`(username: String) {
    for name in AmplifyKey.Name.allCases {
      let key = AmplifyKey.tokenSet(clientID: "client", username: username, name: name)
      #expect(key.text == "CognitoIdentityServiceProvider.client.\(username).\(name.rawValue)")
      #expect(AmplifyKey(key.text) == key)
      #expect(AmplifyKey(key.text).map { Array($0.text.utf8) } == Array(key.text.utf8))
    }
  }

  @Test func `the pointer is a key of its client`() {
    let key = AmplifyKey.lastAuthUser(clientID: "client")
    #expect(key.text == "CognitoIdentityServiceProvider.client.LastAuthUser")
    #expect(AmplifyKey(key.text) == key)
  }

  @Test(
    arguments: [
      "", "other", "CognitoIdentityServiceProvider", "CognitoIdentityServiceProvider.",
      "CognitoIdentityServiceProvider.client", "CognitoIdentityServiceProvider.client.",
      "CognitoIdentityServiceProvider.client.user", "CognitoIdentityServiceProvider.client.user.x",
      "CognitoIdentityServiceProvider.client.user.AccessToken",
      "CognitoIdentityServiceProvider.client.accessToken",
      "cognitoIdentityServiceProvider.client.user.accessToken",
      "CognitoIdentityServiceProvider.client.user.accessToken.",
      "aws.cognito.identity-id.pool", "CognitoIdentityServiceProviderX.c.u.accessToken",
    ]
  )
  func `a text outside the scheme is no key`(text: String) {
    #expect(AmplifyKey(text) == nil)
  }

  @Test func `signing out leaves the device's keys`() {
    let cleared = Set(AmplifyKey.Name.clearedAtSignOut)
    #expect(cleared.isDisjoint(with: AmplifyKey.Name.device))
    #expect(cleared.count == 6)
    #expect(AmplifyKey.Name.device.count == 3)
  }
}
