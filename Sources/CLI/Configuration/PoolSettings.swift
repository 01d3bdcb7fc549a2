import AuthCore

/// One table `[pools.NAME]` of the configuration file.
struct PoolSettings {
  private let table: SettingTable
  private let name: String

  /// The settings of a pool, in the order of the documentation.
  static let known = [
    "kind", "pool-id", "client-id", "client-secret-file", "region", "endpoint", "issuer",
    "issuer-form", "domain", "scopes", "redirect-uri", "sign-out-uri", "access-token-validity",
    "id-token-validity", "refresh-token-validity", "refresh", "refresh-jitter", "refresh-at-once",
  ]

  init(_ table: SettingTable, name: String) throws {
    self.table = table
    self.name = name
    try table.refuseUnknown(Self.known)
  }

  func configuration() throws -> PoolConfiguration {
    var draft = PoolDraft(name: name)
    draft.kind = try table.choice("kind", PoolConfiguration.Kind.self)?.value ?? .cognito
    try refuseForeign(draft.kind)
    draft.poolID = try table.text("pool-id")?.value
    draft.clientID = try table.text("client-id")?.value
    draft.region = try table.text("region")?.value
    draft.endpoint = try table.text("endpoint")?.value
    draft.issuer = try table.text("issuer")?.value
    draft.issuerForm =
      try table.choice("issuer-form", PoolConfiguration.IssuerForm.self)?.value ?? .either
    draft.accessTokenValidity = try seconds("access-token-validity")
    draft.idTokenValidity = try seconds("id-token-validity")
    draft.refreshTokenValidity = try seconds("refresh-token-validity")
    draft.oauth = try oauth()
    draft.refreshPolicy = try RefreshPolicySettings(table).policy()
    draft.clientSecret = try secret()
    return try draft.configuration { part, reason in
      table.failure(place(of: part), reason)
    }
  }

  /// A setting that means nothing to this kind of issuer is not passed over.
  private func refuseForeign(_ kind: PoolConfiguration.Kind) throws {
    let foreign = kind == .oidc ? ["pool-id", "region", "endpoint", "issuer-form"] : ["issuer"]
    for name in foreign where table[name] != nil {
      let other = kind == .oidc ? "cognito" : "oidc"
      throw table.failure(
        table.place(of: name),
        "\"\(name)\" is a setting of kind \"\(other)\", and this pool is of kind \"\(kind.rawValue)\""
      )
    }
  }

  private func place(of part: PoolDraft.Part) -> TextPlace {
    let name =
      switch part {
      case .poolID: "pool-id"
      case .clientID: "client-id"
      case .region: "region"
      case .endpoint: "endpoint"
      case .issuer: "issuer"
      case .domain: "domain"
      }
    return table[name]?.value.place ?? table.place
  }

  private func seconds(_ name: String) throws -> Int64? {
    try table.duration(name).map { $0.value / 1000 }
  }

  private func oauth() throws -> OAuthSettings? {
    guard let domain = try table.text("domain") else {
      for name in ["scopes", "redirect-uri", "sign-out-uri"] where table[name] != nil {
        throw table.failure(
          table.place(of: name),
          "\"\(name)\" needs \"domain\" beside it, and that is missing"
        )
      }
      return nil
    }
    var oauth = OAuthSettings(domain: domain.value)
    if let scopes = try table.texts("scopes") {
      guard !scopes.value.isEmpty else {
        throw table.failure(
          scopes.place,
          "\"scopes\" is empty where one scope at least was expected"
        )
      }
      oauth.scopes = scopes.value.map(\.value)
    }
    oauth.redirectURIs = try table.text("redirect-uri").map { [$0.value] } ?? []
    oauth.signOutURIs = try table.text("sign-out-uri").map { [$0.value] } ?? []
    return oauth
  }

  /// A path that does not begin with a slash is beside the configuration file.
  private func secret() throws -> ClientSecret? {
    guard let path = try table.text("client-secret-file") else { return nil }
    let folder = table.file.lastIndex(of: "/").map { table.file[...$0] } ?? ""
    let file = path.value.hasPrefix("/") ? path.value : folder + path.value
    do {
      return try TextFile.secret(file)
    } catch let failure as CommandFailure {
      throw table.failure(path.place, failure.message)
    }
  }
}
