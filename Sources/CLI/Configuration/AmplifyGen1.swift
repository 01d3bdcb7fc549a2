import AuthCore

/// `amplifyconfiguration.json`, what Amplify Gen 1 writes: a tree of plug-ins for Swift, Android
/// and Flutter, and for JavaScript the flat shape of `aws-exports.js` under the same file name.
struct AmplifyGen1 {
  static let fileName = "amplifyconfiguration.json"

  /// The file's pool, nil for a project without Auth.
  static func pool(_ root: SettingTable, name: String) throws -> PoolConfiguration? {
    if root["auth"] != nil { return try plugins(root, name: name) }
    if root["aws_project_region"] != nil || root["aws_user_pools_id"] != nil {
      return try exports(root, name: name)
    }
    // A project of other categories alone has neither.
    let categories = ["UserAgent", "Version", "api", "storage", "analytics", "geo"]
    guard root.names.contains(where: categories.contains) else {
      throw root.failure(
        root.place,
        "\"auth\" or \"aws_project_region\" was expected, and neither is here"
      )
    }
    return nil
  }

  private static func plugins(_ root: SettingTable, name: String) throws -> PoolConfiguration? {
    guard let plugins = try root.table("auth")?.table("plugins") else {
      throw root.failure(root.place(of: "auth"), "\"auth.plugins\" was expected, and is missing")
    }
    guard let plugin = try plugins.table("awsCognitoAuthPlugin") else { return nil }
    // Auth with an identity pool alone has no user pool.
    guard let pool = try plugin.table("CognitoUserPool")?.table("Default") else { return nil }
    try pool.refuseMisspelt(["PoolId", "AppClientId", "AppClientSecret", "Region", "Endpoint"])
    var draft = PoolDraft(name: name)
    draft.poolID = try pool.requiredText("PoolId", "the user pool's id").value
    draft.clientID = try pool.requiredText("AppClientId", "the app client's id").value
    draft.region = try pool.requiredText("Region", "the pool's region").value
    draft.clientSecret = try pool.text("AppClientSecret").flatMap { secret in
      secret.value.isEmpty ? nil : ClientSecret(secret.value)
    }
    draft.endpoint = try pool.text("Endpoint").map { PoolDraft.url($0.value) }
    draft.oauth = try plugin.table("Auth")?.table("Default")?.table("OAuth").flatMap(pluginOAuth)
    return try draft.configuration { part, reason in
      let names: [PoolDraft.Part: String] = [
        .poolID: "PoolId", .clientID: "AppClientId", .region: "Region", .endpoint: "Endpoint",
      ]
      return pool.failure(names[part].flatMap { pool[$0]?.value.place } ?? pool.place, reason)
    }
  }

  private static func pluginOAuth(_ table: SettingTable) throws -> OAuthSettings? {
    try table.refuseMisspelt([
      "WebDomain", "AppClientId", "AppClientSecret", "SignInRedirectURI", "SignOutRedirectURI",
      "Scopes",
    ])
    guard let domain = try table.text("WebDomain"), !domain.value.isEmpty else { return nil }
    var oauth = OAuthSettings(domain: domain.value)
    if let scopes = try table.texts("Scopes"), !scopes.value.isEmpty {
      oauth.scopes = scopes.value.map(\.value)
    }
    oauth.redirectURIs = addresses(try table.text("SignInRedirectURI"))
    oauth.signOutURIs = addresses(try table.text("SignOutRedirectURI"))
    return oauth
  }

  private static func exports(_ root: SettingTable, name: String) throws -> PoolConfiguration? {
    try root.refuseMisspelt([
      "aws_project_region", "aws_user_pools_id", "aws_user_pools_web_client_id",
      "aws_cognito_region", "oauth",
    ])
    guard let poolID = try root.text("aws_user_pools_id") else { return nil }
    var draft = PoolDraft(name: name)
    draft.poolID = poolID.value
    draft.clientID =
      try root.requiredText("aws_user_pools_web_client_id", "the app client's id").value
    draft.region = try root.text("aws_cognito_region")?.value
    draft.oauth = try root.table("oauth").flatMap { table in
      guard let domain = try table.text("domain"), !domain.value.isEmpty else { return nil }
      var oauth = OAuthSettings(domain: domain.value)
      if let scopes = try table.texts("scope"), !scopes.value.isEmpty {
        oauth.scopes = scopes.value.map(\.value)
      }
      oauth.redirectURIs = addresses(try table.text("redirectSignIn"))
      oauth.signOutURIs = addresses(try table.text("redirectSignOut"))
      return oauth
    }
    return try draft.configuration { part, reason in
      let names: [PoolDraft.Part: String] = [
        .poolID: "aws_user_pools_id", .clientID: "aws_user_pools_web_client_id",
        .region: "aws_cognito_region", .domain: "oauth",
      ]
      return root.failure(names[part].flatMap { root[$0]?.value.place } ?? root.place, reason)
    }
  }

  /// Gen 1 keeps several addresses in one string, divided by commas.
  private static func addresses(_ text: Located<String>?) -> [String] {
    text?.value.split(separator: ",").map(String.init) ?? []
  }
}
