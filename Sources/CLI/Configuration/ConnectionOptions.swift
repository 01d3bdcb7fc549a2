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

  /// The settings, or what of the option cannot be used; what of the environment cannot is told when it is
  /// needed.
  func settings(_ environment: [String: String]) throws -> HTTPSettings {
    do throws(ConnectionFault) {
      var settings = HTTPSettings()
      settings.proxies = ProxyRules(environment: environment)
      if let caFile {
        settings.trust = .success(try TrustRoots(file: caFile))
      } else if let file = environment["SSL_CERT_FILE"], !file.isEmpty {
        settings.trust = Result { () throws(ConnectionFault) in try TrustRoots(file: file) }
      }
      return settings
    } catch {
      throw CommandFailure("\(error)", code: CommandFailure.Code.unusableInput)
    }
  }
}
