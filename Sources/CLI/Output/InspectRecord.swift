import AuthCore

/// What `inspect --json` prints.
enum InspectRecord {
  static func record(_ token: CompactToken) -> JSONRecord {
    var record = JSONRecord()
    record.set("decodes", true)
    record.set("header", .object(token.header))
    record.set("claims", .object(JSONObject(members: token.claims.members)))
    record.set("signature_bytes", Int64(token.signature.count))
    record.set("duplicate_names", token.duplicateNames)
    return record
  }

  static func record(_ error: TokenError) -> JSONRecord { unusable("\(error)") }

  static func unusable(_ message: String) -> JSONRecord {
    var record = JSONRecord()
    record.set("decodes", false)
    record.set("message", message)
    return record
  }
}
