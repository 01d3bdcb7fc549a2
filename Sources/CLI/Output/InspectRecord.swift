import AuthCore

/// What `inspect --json` and `inspect --lines` print.
enum InspectRecord {
  static func record(_ inspection: Inspection) -> JSONRecord {
    var record = JSONRecord()
    record.set("decodes", inspection.decodes)
    record.set("verifies", inspection.verifies)
    record.set("verdict", verdict(inspection.verdict).value)
    record.set("checked_at", inspection.verdict.checkedAt?.seconds)
    record.set("key_id", inspection.verdict.keyID)
    if !inspection.decodes { record.set("message", inspection.verdict.shape.message) }
    guard let token = inspection.token else { return record }
    record.set("header", .object(token.header))
    record.set("claims", .object(JSONObject(members: token.claims.members)))
    record.set("signature_bytes", Int64(token.signature.count))
    record.set("duplicate_names", token.duplicateNames)
    return record
  }

  /// The answer to a line that asks for nothing that can be done.
  static func unusable(_ message: String) -> JSONRecord {
    var record = JSONRecord()
    record.set("decodes", false)
    record.set("verifies", false)
    record.set("message", message)
    return record
  }

  static func verdict(_ verdict: Verdict) -> JSONRecord {
    var record = JSONRecord()
    for (name, axis) in verdict.axes { record.set(name, Self.axis(axis).value) }
    return record
  }

  static func axis(_ axis: AxisVerdict) -> JSONRecord {
    var members = JSONRecord()
    members.set("status", axis.status.rawValue)
    members.set("code", axis.code.rawValue)
    members.set("message", axis.message)
    members.set("expected", axis.expected)
    members.set("actual", axis.actual)
    return members
  }
}
