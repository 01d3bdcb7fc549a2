import AuthCore

/// One line of `inspect --lines`: a token, and checks that override those of the options.
struct InspectRequest {
  let token: [UInt8]
  let checks: Verifier.Checks

  /// Why a line is no request.
  struct Failure: Error {
    let message: String
  }

  init(
    _ line: [UInt8],
    checks: Verifier.Checks,
    keys: InspectKeys
  ) throws(Failure) {
    let request = try Self.object(line)
    guard let token = request["token"]?.text else {
      throw Failure(message: "the line has no string member \"token\"")
    }
    self.token = Array(token.utf8)
    var checks = checks
    if let issuer = try Self.text(request, "issuer") { checks.issuers = issuer.map { [$0] } }
    if let client = try Self.text(request, "client_id") { checks.clientID = client }
    if let use = try Self.text(request, "token_use") { checks.tokenUse = use }
    if let scopes = try Self.names(request, "scope") { checks.scopes = scopes }
    if let groups = try Self.names(request, "groups") { checks.groups = groups }
    switch request["now"] {
    case nil: break
    case .null: checks.now = nil
    case let value?:
      guard let now = InspectTime.number(value) else {
        throw Failure(message: "the member \"now\" is no number of seconds since 1970")
      }
      checks.now = now
    }
    if let given = Self.keys(request, keys) { checks.keys = given }
    self.checks = checks
  }

  /// The key set of a line, an object or its text; nil when the line names none.
  private static func keys(_ request: JSONObject, _ known: InspectKeys) -> Verifier.Keys? {
    // The set's own text is enough to know it again; most lines repeat the one before.
    if let source = request.source(of: "jwks"), source.first == UInt8(ascii: "{") {
      return known.keys(Array(source))
    }
    switch request["jwks"] {
    case nil: return nil
    case .null: return .notAsked
    case .string(let text): return known.keys(Array(text.utf8))
    case let value?: return known.keys(Array(JSONText.text(value).utf8))
    }
  }

  private static func object(_ line: [UInt8]) throws(Failure) -> JSONObject {
    do throws(JSONError) {
      if let object = try JSONParser.object(line) { return object }
    } catch {
      throw Failure(message: "the line is not JSON: \(error)")
    }
    throw Failure(message: "the line is not a JSON object")
  }

  /// A member's text: nil when it is absent, nil within when it is null.
  private static func text(
    _ request: JSONObject,
    _ name: String
  ) throws(Failure) -> String?? {
    switch request[name] {
    case nil: return nil
    case .null: return .some(nil)
    case .string(let text): return text
    default: throw Failure(message: "the member \"\(name)\" is no string")
    }
  }

  /// A member's names, of which one is enough: nil when it is absent, nil within when it is null.
  private static func names(
    _ request: JSONObject,
    _ name: String
  ) throws(Failure) -> [String]?? {
    let names: [String?]
    switch request[name] {
    case nil: return nil
    case .null: return .some(nil)
    case .string(let text): names = [text]
    case .array(let values): names = values.map(\.text)
    default: names = []
    }
    let known = names.compactMap(\.self).filter(GrantOptions.isName)
    // A list that asks for nothing is a mistake, and would pass for a check that holds.
    guard !known.isEmpty, known.count == names.count else {
      throw Failure(message: "the member \"\(name)\" is no name and no list of names")
    }
    return known
  }
}
