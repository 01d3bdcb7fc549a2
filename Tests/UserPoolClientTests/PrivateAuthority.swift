import NIOSSL
import TestSupport

/// A certificate for 127.0.0.1 that no system trusts, made by openssl in a folder of its own.
struct PrivateAuthority {
  let folder: TemporaryFolder
  var certificate: String { folder.path + "/certificate.pem" }
  private var key: String { folder.path + "/key.pem" }

  struct Failure: Error {
    let code: Int32
  }

  init() throws {
    folder = try TemporaryFolder()
    let code = Shell.run(
      """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
      -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout '\(key)' -out '\(certificate)'
      """
    )
    guard code == 0 else { throw Failure(code: code) }
  }

  func context() throws -> NIOSSLContext {
    try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
        privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))
      )
    )
  }
}
