import AuthCore

/// Reads rows of facts; a text that is the same as in the row before is kept once.
struct SummaryReader {
  private var client = ""
  private var access = SummaryToken(nil)

  mutating func row(_ row: StoreRow) -> SummaryPage.Row {
    client = row.text(1, orSame: client)
    let user = SessionUser(username: row.text(0), clientID: client)
    var facts = SessionFacts()
    facts.names = StoredNames(rawValue: UInt16(truncatingIfNeeded: row.number(2)))
    let same = row.number(3)
    access = SummaryToken(row, at: 4, same: 0, as: access)
    facts.access = access.fact
    facts.idToken = SummaryToken(row, at: 4 + SummaryToken.width, same: same, as: access).fact
    let rest = CInt(4 + 2 * SummaryToken.width)
    if let bytes = row.optionalNumber(rest) {
      facts.refresh = SessionFacts.Refresh(
        byteCount: Int(bytes),
        isEncrypted: row.number(rest + 1) != 0,
        digest: row.text(rest + 2)
      )
    }
    facts.drift = row.optionalText(rest + 3)
    facts.loginID =
      same & SummaryToken.sameLogin != 0 ? user.username : row.optionalText(rest + 4)
    facts.accessDigest = row.optionalText(rest + 5)
    return SummaryPage.Row(user: user, facts: facts)
  }
}
