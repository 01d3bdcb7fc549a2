/// All rules, in the order in which they are told.
package enum CheckCatalogue {
  package static let rules: [CheckRule] =
    CheckRule.presence + CheckRule.claims + CheckRule.pools + CheckRule.devices + CheckRule.times
    + CheckRule.sizes + CheckRule.cookies + CheckRule.storage + CheckRule.ledger
    + CheckRule.cutShort + CheckRule.learned

  private static let byCode = Dictionary(
    rules.map { ($0.code, $0) },
    uniquingKeysWith: { first, _ in first }
  )

  /// How bad a code is, by its rule.
  package static func severity(of code: String) -> CheckSeverity? { byCode[code]?.severity }
}
