import AuthCore
import Foundation
import TestSupport
import Testing
import UserPoolClient

/// Proxies and private certificates, tried with real sockets on loopback.
@Suite struct ConnectionTests {
  private func keySet(_ endpoint: String, _ settings: HTTPSettings) async throws -> [UInt8] {
    try await KeySetDownload.bytes(from: endpoint + "/jwks.json", settings: settings)
  }

  @Test func `a private authority is trusted when its file is named, and else refused`()
    async throws
  {
    let authority = try PrivateAuthority()
    let answer = ScriptedServer.http(200, #"{"keys":[]}"#)
    let server = try await ScriptedServer.start(
      [.answer(answer), .answer(answer)],
      tls: authority.context()
    )
    var settings = HTTPSettings()
    let refusal = await #expect(throws: UserPoolError.self) {
      _ = try await keySet(server.endpoint, settings)
    }
    #expect(refusal?.isUnreachable == true)
    #expect(await server.script.requests.isEmpty)
    settings.trust = .success(try TrustRoots(file: authority.certificate))
    #expect(try await keySet(server.endpoint, settings) == Array(#"{"keys":[]}"#.utf8))
    await server.stop()
  }

  @Test func `a file without certificates is told`() throws {
    let folder = try TemporaryFolder()
    let empty = folder.path + "/empty.pem"
    try Data("nothing\n".utf8).write(to: URL(fileURLWithPath: empty))
    for file in [empty, folder.path + "/none.pem"] {
      let fault = #expect(throws: ConnectionFault.self) { try TrustRoots(file: file) }
      #expect(fault?.description.hasPrefix(file) == true)
    }
  }

  @Test func `a host elsewhere is reached by CONNECT with the proxy's password`() async throws {
    let proxy = try await ScriptedServer.start([.answerAndClose(ScriptedServer.http(403, ""))])
    var settings = HTTPSettings()
    settings.proxies = ProxyRules(environment: [
      "https_proxy": proxy.endpoint.replacingOccurrences(of: "://", with: "://me:s%3Dt@")
    ])
    settings.connectTimeout = .seconds(60)
    settings.totalTimeout = .seconds(120)
    await #expect(
      throws: UserPoolError.unreachable(reason: "the proxy did not open a tunnel to the endpoint")
    ) { _ = try await keySet("https://pool.example", settings) }
    let request = try #require(await proxy.script.requests.first)
    #expect(request.hasPrefix("CONNECT pool.example:443 HTTP/1.1\r\n"))
    let credentials = Data("me:s=t".utf8).base64EncodedString()
    #expect(request.lowercased().contains("proxy-authorization: basic \(credentials.lowercased())"))
    await proxy.stop()
  }

  @Test(arguments: [(403, 3), (407, 1), (502, 3)])
  func `a refresh whose tunnel the proxy refuses was not sent, and no password is tried again`(
    status: Int,
    tunnels: Int
  ) async throws {
    let refusal = ScriptedServer.Step.answerAndClose(ScriptedServer.http(status, ""))
    let proxy = try await ScriptedServer.start([refusal, refusal, refusal])
    var settings = ClientBench().settings {
      // On a busy machine nothing but the proxy's word may end it.
      $0.connectTimeout = .seconds(60)
      $0.totalTimeout = .seconds(120)
    }
    settings.proxies = ProxyRules(environment: ["HTTPS_PROXY": proxy.endpoint])
    let http = UserPoolHTTP(settings: settings)
    let pool = http.userPool(for: ClientBench.pool("https://pool.example"))
    let failure = await #expect(throws: UserPoolError.self) {
      _ = try await pool.getTokensFromRefreshToken(ClientBench.refresh)
    }
    #expect(failure?.isUnreachable == true && failure?.mayBeCarriedOut == false)
    #expect(await proxy.script.requests.count == tunnels)
    await http.shutdown()
    await proxy.stop()
  }

  @Test func `a loopback address is never spoken to through a proxy`() async throws {
    let proxy = try await ScriptedServer.start([])
    let server = try await ScriptedServer.start([
      .answer(ScriptedServer.http(200, #"{"keys":[]}"#))
    ])
    var settings = HTTPSettings()
    settings.proxies = ProxyRules(environment: [
      "HTTP_PROXY": proxy.endpoint, "HTTPS_PROXY": proxy.endpoint, "ALL_PROXY": proxy.endpoint,
    ])
    _ = try await keySet(server.endpoint, settings)
    #expect(await proxy.script.requests.isEmpty)
    #expect(await server.script.requests.count == 1)
    await server.stop()
    await proxy.stop()
  }
}

extension UserPoolError {
  var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
}
