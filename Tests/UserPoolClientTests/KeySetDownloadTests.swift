import AuthCore
import Testing
import UserPoolClient

@Suite struct KeySetDownloadTests {
  @Test func `a key set is read with one request and nothing else`() async throws {
    let server = try await ScriptedServer.start([.answer(ScriptedServer.http(200, #"{"keys":[]}"#))]
    )
    let bytes = try await KeySetDownload.bytes(from: server.endpoint + "/jwks.json")
    #expect(try KeySet(bytes).kids == [])
    let requests = await server.script.requests
    #expect(requests.count == 1)
    #expect(requests.first?.hasPrefix("GET /jwks.json HTTP/1.1\r\n") == true)
    await server.stop()
  }

  @Test(arguments: ["/keys/", "/keys?p=b2c_1", "/keys/?p=b2c_1&q=%20/", "/keys?p=a/"])
  func `the address is asked for as it was given`(path: String) async throws {
    let server = try await ScriptedServer.start([.answer(ScriptedServer.http(200, #"{"keys":[]}"#))]
    )
    _ = try await KeySetDownload.bytes(from: server.endpoint + path)
    #expect(await server.script.requests.first?.hasPrefix("GET \(path) HTTP/1.1\r\n") == true)
    await server.stop()
  }

  @Test func `a redirect of a key set is not followed`() async throws {
    let elsewhere = try await ScriptedServer.start([])
    let answer = ScriptedServer.http(302, "", ["location: \(elsewhere.endpoint)/"])
    let server = try await ScriptedServer.start([.answer(answer)])
    await #expect(
      throws: UserPoolError.unreadable(status: 302, reason: "a redirect, which is not followed")
    ) { _ = try await KeySetDownload.bytes(from: server.endpoint) }
    #expect(await elsewhere.script.requests.isEmpty)
    await server.stop()
    await elsewhere.stop()
  }

  @Test func `a key set of more than a mebibyte is not read to its end`() async throws {
    let body = String(repeating: " ", count: KeySet.sizeLimit + 1)
    let server = try await ScriptedServer.start([.answer(ScriptedServer.http(200, body))])
    await #expect(throws: UserPoolError.self) {
      _ = try await KeySetDownload.bytes(from: server.endpoint)
    }
    await server.stop()
  }

  @Test(arguments: [
    "http://example.com/jwks.json", "ftp://127.0.0.1/jwks", "https://", "https://user@example.com/",
    "file:///etc/passwd", "http://127.0.0.1.example.com/", "http://example.com/?http://127.0.0.1",
    "https://?host", "https://127.0.0.1:1/?a#b", "https://127.0.0.1:1/?a b",
  ])
  func `an address that is neither HTTPS nor loopback is refused unasked`(url: String) async {
    await #expect(throws: UserPoolError.self) { _ = try await KeySetDownload.bytes(from: url) }
  }
}
