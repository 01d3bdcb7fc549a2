import AuthCore
import Foundation
import LoopbackPool

/// A browser and an app at a pool's managed login, without a socket.
struct LoginBench {
  var pool: PoolBench
  var cookies: [String: String] = [:]
  static let callback = "http://127.0.0.1:5000/cb"
  let verifier = String(repeating: "v", count: 43)

  init(
    client: AppClient = AppClient(),
    users: [UserSeed] = [PoolBench.alice],
    change: (inout LoopbackPoolConfiguration) -> Void = { _ in }
  ) async throws {
    pool = try await PoolBench(client: client, users: users, change: change)
  }

  /// The query of an authorization request; nil takes a parameter away.
  func query(_ changes: [String: String?] = [:]) -> String {
    var fields: [String: String?] = [
      "response_type": "code", "client_id": pool.client.id, "redirect_uri": Self.callback,
      "scope": "openid email aws.cognito.signin.user.admin", "state": "s1", "nonce": "n1",
      "code_challenge": PKCE.challenge(of: verifier), "code_challenge_method": "S256",
    ]
    for (name, value) in changes { fields[name] = value }
    return FormText.encode(
      fields.sorted { $0.key < $1.key }.compactMap { name, value in
        value.map { FormText.Field(name, $0) }
      }
    )
  }

  mutating func get(_ path: String, query: String = "", bearer: String? = nil) -> PoolAnswer {
    var request = PoolRequest(method: "GET", path: path)
    request.query = query
    request.authorization = bearer.map { "Bearer \($0)" }
    return send(request)
  }

  mutating func post(
    _ path: String,
    _ fields: [String: String],
    query: String = "",
    basic: String? = nil
  ) -> PoolAnswer {
    let form = FormText.encode(fields.map { FormText.Field($0.key, $0.value) })
    var request = PoolRequest(method: "POST", path: path, body: Array(form.utf8))
    request.query = query
    request.contentType = "application/x-www-form-urlencoded"
    request.authorization = basic.map { "Basic \(Data($0.utf8).base64EncodedString())" }
    return send(request)
  }

  private mutating func send(_ request: PoolRequest) -> PoolAnswer {
    var request = request
    request.cookies = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: "; ")
    request.userAgent = "Bench/1"
    let answer = pool.state.answer(request, at: pool.now)
    for header in answer.headers where header.name == "set-cookie" {
      let pair = header.value.prefix { $0 != ";" }.split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
    }
    return answer
  }

  /// Types a user's name and password on the page.
  mutating func login(
    _ username: String = "alice",
    password: String = PoolBench.password,
    query changed: String? = nil
  ) -> PoolAnswer {
    let query = changed ?? query()
    _ = get("/login", query: query)
    return post(
      "/login",
      ["username": username, "password": password, "_csrf": cookies["XSRF-TOKEN"] ?? ""],
      query: query
    )
  }

  /// The parameters with which a browser was sent back to the app.
  static func callback(_ answer: PoolAnswer) -> [FormText.Field]? {
    guard answer.status == 302, let location = answer["location"], location.hasPrefix(callback)
    else { return nil }
    return FormText.decode(location.dropFirst(callback.count + 1))
  }

  mutating func redeem(
    _ code: String?,
    _ changes: [String: String] = [:],
    basic: String? = nil
  ) -> PoolAnswer {
    let fields = [
      "grant_type": "authorization_code", "client_id": pool.client.id, "code": code ?? "",
      "redirect_uri": Self.callback, "code_verifier": verifier,
    ]
    return post("/oauth2/token", fields.merging(changes) { $1 }, basic: basic)
  }

  /// Signs in from the page to the tokens.
  mutating func tokens(query: String? = nil) throws -> OAuthTokens {
    let code = Self.callback(login(query: query))?["code"]
    return try JSONDecoder().decode(OAuthTokens.self, from: Data(redeem(code).body))
  }

  static func error(_ answer: PoolAnswer) -> String? {
    (try? JSONDecoder().decode([String: String].self, from: Data(answer.body)))?["error"]
  }

  static func text(_ answer: PoolAnswer) -> String { String(decoding: answer.body, as: UTF8.self) }
}
