/// Why connections cannot be made as the environment or an option asks; nothing was sent.
package enum ConnectionFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// A variable whose value is no proxy that can be used; the value may hold a password.
  case badProxy(variable: String, reason: String)
  case badTrust(file: String, reason: String)

  package var description: String {
    switch self {
    case .badProxy(let variable, let reason):
      "\(variable): \(reason); nothing was sent; a proxy is written http://host:port"
    case .badTrust(let file, let reason):
      "\(file): \(reason); nothing was sent; certificates are expected in the form PEM"
    }
  }
}
