import AuthCore

/// The columns of a user's facts, in their order.
///
/// What the ID token shares with the access token is stored and kept in memory once.
enum SummaryColumns {
  private static let token = [
    "bytes", "fault", "issued", "expires", "signed_in", "sub", "issuer", "origin", "event",
    "groups",
  ]

  private static let numbers: Set = ["bytes", "issued", "expires", "signed_in"]

  static let names =
    ["username", "client", "names", "same"] + token.map { "access_\($0)" }
    + token.map { "id_\($0)" }
    + ["refresh_bytes", "refresh_encrypted", "refresh_digest", "drift", "login", "digest"]

  static let list = names.joined(separator: ", ")

  static let definition =
    "namespace TEXT NOT NULL, username BLOB NOT NULL, client BLOB NOT NULL, "
    + "changed INTEGER NOT NULL, names INTEGER NOT NULL, same INTEGER NOT NULL, "
    + ["access", "id"].flatMap { kind in
      token.map { "\(kind)_\($0) \(numbers.contains($0) ? "INTEGER" : "BLOB"), " }
    }.joined()
    + "refresh_bytes INTEGER, refresh_encrypted INTEGER, refresh_digest BLOB, drift BLOB, "
    + "login BLOB, digest BLOB, PRIMARY KEY (namespace, username, client)"

  static let insert = """
    INSERT OR REPLACE INTO summary (namespace, changed, \(list)) \
    VALUES (?, ?, \(names.map { _ in "?" }.joined(separator: ", ")))
    """

  static func values(_ user: SessionUser, _ facts: SessionFacts) -> [StoreValue] {
    let access = SummaryToken(facts.access)
    let idToken = SummaryToken(facts.idToken)
    var same = idToken.fieldsShared(with: access)
    if facts.loginID.map({ $0.hasSameBytes(as: user.username) }) ?? false {
      same |= SummaryToken.sameLogin
    }
    let login = same & SummaryToken.sameLogin == 0 ? facts.loginID : nil
    return [
      .bytes(user.username), .bytes(user.clientID), .number(Int64(facts.names.rawValue)),
      .number(same),
    ]
      + access.values(without: 0) + idToken.values(without: same)
      + [
        .number(facts.refresh.map { Int64($0.byteCount) }),
        .number(facts.refresh.map { $0.isEncrypted ? 1 : 0 }),
        .bytes(facts.refresh?.digest), .bytes(facts.drift), .bytes(login),
        .bytes(facts.accessDigest),
      ]
  }
}
