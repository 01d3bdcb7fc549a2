import AuthCore

/// What `inspect` and `show` print for people: a name, a value, and what it means.
enum InspectText {
  /// A token with the verdict on it, when one was asked for.
  static func report(_ inspection: Inspection) -> String {
    let token =
      inspection.token.map {
        [lines($0, isSigned: inspection.verdict.signature.status == .pass)]
      } ?? []
    return (token + InspectVerdict.lines(inspection)).joined(separator: "\n")
  }

  static func lines(_ token: CompactToken, isSigned: Bool = false) -> String {
    let word = isSigned ? "signature verified" : "decoded, not verified"
    var lines = ["header"]
    lines += members(token.header.members)
    lines.append("claims (\(word))")
    lines += members(token.claims.members)
    lines.append(
      "signature  \(token.signature.count) bytes, \(isSigned ? "verified" : "not verified")"
    )
    if !token.duplicateNames.isEmpty {
      let names = token.duplicateNames.map(SingleLine.text).joined(separator: ", ")
      lines.append("repeated   \(names): a verifier must refuse this token (RFC 7519 section 4)")
    }
    return lines.joined(separator: "\n")
  }

  static func members(_ members: [JSONObject.Member], isRevealing: Bool = true) -> [String] {
    var table = TextTable(header: ["", "", "", ""])
    for member in members {
      let isMasked = !isRevealing && ClaimName.isPersonal(member.name)
      let value = isMasked ? ClaimName.mask : value(member)
      table.add(["", member.name, value, ClaimName.meaning(of: member.name) ?? ""])
    }
    return table.lines.dropFirst().map { String($0) }
  }

  private static func value(_ member: JSONObject.Member) -> String {
    switch member.value {
    case .string(let text): return text
    case .number(let number) where ClaimName.isDate(member.name):
      return number.literal + (NumericDate(number).map { "  \($0.utcText)" } ?? "  beyond range")
    default: return JSONText.text(member.value)
    }
  }
}
