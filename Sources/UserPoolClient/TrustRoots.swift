import NIOSSL

/// The certificates that are trusted instead of the system's.
package struct TrustRoots: Sendable {
  let certificates: [NIOSSLCertificate]

  /// Reads a PEM file that holds one certificate at least.
  package init(file: String) throws(ConnectionFault) {
    do {
      certificates = try NIOSSLCertificate.fromPEMFile(file)
    } catch {
      throw .badTrust(file: file, reason: "no certificates can be read from it")
    }
    guard !certificates.isEmpty else {
      throw .badTrust(file: file, reason: "there is no certificate in it")
    }
  }
}
