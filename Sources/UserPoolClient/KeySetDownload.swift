package import AuthCore

/// Downloads a key set from an address that the user named.
///
/// HTTPS only but for loopback, no redirects, at most as many bytes as a key set may have, one try.
package enum KeySetDownload {
  /// The bytes that the address answers, or why there are none.
  package static func bytes(
    from url: String,
    settings: HTTPSettings = HTTPSettings()
  ) async throws(UserPoolError) -> [UInt8] {
    let address = try Endpoint.address(url).get()
    var settings = settings
    settings.bodyLimit = KeySet.sizeLimit
    let clients = HTTPClients(settings)
    let message = HTTPExchange.Message(url: address, headers: [], body: nil)
    let result = await HTTPExchange(clients: clients, settings: settings).send(message)
    await clients.shutdown()
    let response = try result.get()
    guard response.status == 200 else {
      throw .unreadable(
        status: response.status,
        reason: (300..<400).contains(response.status)
          ? "a redirect, which is not followed" : "not a key set"
      )
    }
    return response.body
  }
}
