package import AuthCore
import FoundationEssentials

extension PoolState {
  /// Bytes of a request's body that are read.
  package static let bodyLimit = 1024 * 1024

  /// The answer to any request; it never fails.
  package mutating func answer(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    userAgent = request.userAgent
    let document = "/\(configuration.poolID)/.well-known/"
    switch (request.method, request.path) {
    case ("POST", "/"):
      return operation(request, at: now)
    case ("GET", document + "jwks.json"):
      return answer(200, keys.keySet, type: "application/json", at: now)
    case ("GET", "/outbox"):
      let list = "[\(outbox.map(\.json).joined(separator: ","))]"
      return answer(200, Array(list.utf8), type: "application/json", at: now)
    case ("GET", document + "openid-configuration"):
      return answer(200, discovery, type: "application/json", at: now)
    default:
      if let answer = managedLogin(request, at: now) { return answer }
      let body = JSONWriter.bytes([("message", .string("Not found"))])
      return answer(404, body, type: "application/json", at: now)
    }
  }

  /// The answer to a body over the limit, which is not read to its end.
  package mutating func tooLarge(at now: NumericDate) -> PoolAnswer {
    refusal(
      PoolRefusal(name: "SerializationException", message: "Request too large", status: 413),
      at: now
    )
  }

  private mutating func operation(_ request: PoolRequest, at now: NumericDate) -> PoolAnswer {
    let service = "AWSCognitoIdentityProviderService."
    do throws(PoolRefusal) {
      guard let target = request.target, target.hasPrefix(service) else {
        throw PoolRefusal.unknownOperation
      }
      let body = try run(String(target.dropFirst(service.count)), request.body, at: now)
      return answer(200, body, at: now)
    } catch {
      return refusal(error, at: now)
    }
  }

  private mutating func run(
    _ operation: String,
    _ body: [UInt8],
    at now: NumericDate
  ) throws(PoolRefusal) -> [UInt8] {
    switch operation {
    case "InitiateAuth":
      try PoolJSON.bytes(initiateAuth(PoolJSON.request(body), at: now))
    case "RespondToAuthChallenge":
      try PoolJSON.bytes(respondToAuthChallenge(PoolJSON.request(body), at: now))
    case "GetTokensFromRefreshToken":
      try PoolJSON.bytes(getTokensFromRefreshToken(PoolJSON.request(body), at: now))
    case "RevokeToken": try revokeToken(PoolJSON.request(body))
    case "GlobalSignOut":
      try PoolJSON.bytes(globalSignOut(PoolJSON.request(body), at: now))
    case "AssociateSoftwareToken":
      try PoolJSON.bytes(associateSoftwareToken(PoolJSON.request(body), at: now))
    case "VerifySoftwareToken":
      try PoolJSON.bytes(verifySoftwareToken(PoolJSON.request(body), at: now))
    case "ConfirmDevice":
      try PoolJSON.bytes(confirmDevice(PoolJSON.request(body), at: now))
    case "UpdateDeviceStatus":
      try PoolJSON.bytes(updateDeviceStatus(PoolJSON.request(body), at: now))
    case "ForgetDevice":
      try PoolJSON.bytes(forgetDevice(PoolJSON.request(body), at: now))
    case "ListDevices":
      try PoolJSON.bytes(listDevices(PoolJSON.request(body), at: now))
    case "GetDevice":
      try PoolJSON.bytes(getDevice(PoolJSON.request(body), at: now))
    case "SetUserMFAPreference":
      try PoolJSON.bytes(setMFAPreference(PoolJSON.request(body), at: now))
    case "ListUserSessions":
      try PoolJSON.bytes(listUserSessions(PoolJSON.request(body), at: now))
    case "RevokeUserSession":
      try PoolJSON.bytes(revokeUserSession(PoolJSON.request(body), at: now))
    case "GetUser": try PoolJSON.bytes(getUser(PoolJSON.request(body), at: now))
    default: throw .unknownOperation
    }
  }

  /// The form of the service's errors: two headers, and the same again in the body.
  private mutating func refusal(_ refusal: PoolRefusal, at now: NumericDate) -> PoolAnswer {
    let body = JSONWriter.bytes([
      ("__type", .string(refusal.name)), ("message", .string(refusal.message)),
    ])
    var answer = answer(refusal.status, body, at: now)
    answer.headers += [
      PoolAnswer.Header(name: "x-amzn-errortype", value: "\(refusal.name):"),
      PoolAnswer.Header(name: "x-amzn-errormessage", value: refusal.message),
    ]
    return answer
  }

  mutating func answer(
    _ status: Int,
    _ body: [UInt8],
    type: String = "application/x-amz-json-1.1",
    at now: NumericDate
  ) -> PoolAnswer {
    PoolAnswer(
      status: status,
      headers: [
        PoolAnswer.Header(name: "content-type", value: type),
        PoolAnswer.Header(name: "date", value: HTTPDate.text(now)),
        PoolAnswer.Header(name: "x-amzn-requestid", value: RandomText.uuid(using: &random)),
      ],
      body: body
    )
  }
}
