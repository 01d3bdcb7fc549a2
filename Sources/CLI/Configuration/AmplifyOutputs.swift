import AuthCore

/// `amplify_outputs.json`, what Amplify Gen 2 writes (its schema, version 1).
///
/// Amplify's tools extend these files, so that names not known here are passed over unless they are
/// nearly the name of something that is missing.
struct AmplifyOutputs {
  static let fileName = "amplify_outputs.json"

  private static let sections = [
    "version", "auth", "data", "storage", "analytics", "geo", "notifications", "custom",
  ]
  private static let authNames = [
    "aws_region", "user_pool_id", "user_pool_client_id", "identity_pool_id", "oauth", "groups",
    "authentication_flow_type", "password_policy", "standard_required_attributes",
    "username_attributes", "user_verification_types", "unauthenticated_identities_enabled",
    "mfa_configuration", "mfa_methods",
  ]
  private static let oauthNames = [
    "identity_providers", "domain", "scopes", "redirect_sign_in_uri", "redirect_sign_out_uri",
    "response_type",
  ]

  /// The file's pool, nil for a project without Auth.
  static func pool(_ root: SettingTable, name: String) throws -> PoolConfiguration? {
    try root.refuseMisspelt(sections)
    if let version = try root.text("version"), !version.value.hasPrefix("1") {
      throw root.failure(
        version.place,
        "\"version\" is \"\(version.value)\" where version 1 was expected"
      )
    }
    guard let auth = try root.table("auth") else { return nil }
    try auth.refuseMisspelt(authNames)
    var draft = PoolDraft(name: name)
    draft.region = try auth.requiredText("aws_region", "the pool's region").value
    draft.poolID = try auth.requiredText("user_pool_id", "the user pool's id").value
    draft.clientID = try auth.requiredText("user_pool_client_id", "the app client's id").value
    draft.oauth = try auth.table("oauth").flatMap(oauth)
    return try draft.configuration { part, reason in
      let table = part == .domain ? (try? auth.table("oauth")) ?? auth : auth
      let names: [PoolDraft.Part: String] = [
        .poolID: "user_pool_id", .clientID: "user_pool_client_id", .region: "aws_region",
        .domain: "domain",
      ]
      return table.failure(names[part].flatMap { table[$0]?.value.place } ?? table.place, reason)
    }
  }

  private static func oauth(_ table: SettingTable) throws -> OAuthSettings? {
    try table.refuseMisspelt(oauthNames)
    let domain = try table.requiredText("domain", "managed login's domain")
    var oauth = OAuthSettings(domain: domain.value)
    if let scopes = try table.texts("scopes"), !scopes.value.isEmpty {
      oauth.scopes = scopes.value.map(\.value)
    }
    oauth.redirectURIs = try table.texts("redirect_sign_in_uri")?.value.map(\.value) ?? []
    oauth.signOutURIs = try table.texts("redirect_sign_out_uri")?.value.map(\.value) ?? []
    return oauth
  }
}
