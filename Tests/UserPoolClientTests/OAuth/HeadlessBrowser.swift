import AsyncHTTPClient
import AuthCore
import NIOCore
import NIOHTTP1

/// A browser without a window: it keeps cookies, follows nothing by itself, and fills forms in.
final class HeadlessBrowser {
  struct Page {
    let status: Int
    let location: String?
    let text: String
  }

  private let client = HTTPClient(
    configuration: HTTPClient.Configuration(redirectConfiguration: .disallow)
  )
  private var cookies: [String: String] = [:]

  func shutdown() async { try? await client.shutdown() }

  func get(_ url: String) async throws -> Page {
    try await send(HTTPClientRequest(url: url))
  }

  func post(_ url: String, _ fields: [FormText.Field]) async throws -> Page {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(ByteBuffer(string: FormText.encode(fields)))
    return try await send(request)
  }

  /// Goes from the authorization endpoint to the page, signs in there, and tells the callback URL.
  func logIn(_ url: String, _ username: String, _ password: String) async throws -> String? {
    let start = try await get(url)
    let origin = url.split(separator: "/").prefix(2).joined(separator: "//")
    guard let login = start.location, login.hasPrefix("/login") else { return start.location }
    _ = try await get(origin + login)
    let page = try await post(
      origin + login,
      [
        FormText.Field("username", username), FormText.Field("password", password),
        FormText.Field("_csrf", cookies["XSRF-TOKEN"] ?? ""),
      ]
    )
    return page.location
  }

  private func send(_ request: HTTPClientRequest) async throws -> Page {
    var request = request
    let pairs = cookies.map { "\($0.key)=\($0.value)" }
    if !pairs.isEmpty { request.headers.add(name: "cookie", value: pairs.joined(separator: "; ")) }
    let answer = try await client.execute(request, timeout: .seconds(120))
    for header in answer.headers["set-cookie"] {
      let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
    }
    let body = try await answer.body.collect(upTo: 1024 * 1024)
    return Page(
      status: Int(answer.status.code),
      location: answer.headers.first(name: "location"),
      text: String(buffer: body)
    )
  }
}
