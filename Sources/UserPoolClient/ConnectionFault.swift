/// Why connections cannot be made as the environment or an option asks; nothing was sent.
package enum ConnectionFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// A variable whose value is no proxy that can be used; the value may hold a password.
  case badProxy(variable: String, reason: String)
  case badTrust(file: String, reason: String)

  package var description: String { "\(reason); nothing was sent" }

  /// What is wrong and how it is right.
  var reason: String {
    switch self {
    case .badProxy(let variable, let reason):
      "\(variable): \(reason); a proxy is written http://host:port"
    case .badTrust(let file, let reason):
      "\(file): \(reason); certificates are expected in the form PEM"
    }
  }
}
