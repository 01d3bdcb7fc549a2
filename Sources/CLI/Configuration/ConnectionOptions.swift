import ArgumentParser
import UserPoolClient

/// How connections are made: through which proxies, and which certificates are trusted.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Trust the certificates of this PEM file instead of the system's.",
      discussion: """
        Default: SSL_CERT_FILE. Proxies are those of HTTPS_PROXY, ALL_PROXY and NO_PROXY; a \
        loopback address is never spoken to through one.
        """,
      valueName: "file"
    )
  )
  var caFile: String?

  /// The settings, or what of the option and the environment cannot be used.
  func settings(_ environment: [String: String]) throws -> HTTPSettings {
    do throws(ConnectionFault) {
      var settings = HTTPSettings()
      settings.proxies = try ProxyRules(environment: environment)
      let file = caFile ?? environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
      if let file { settings.trust = try TrustRoots(file: file) }
      return settings
    } catch {
      throw CommandFailure("\(error)", code: CommandFailure.Code.unusableInput)
    }
  }
}
