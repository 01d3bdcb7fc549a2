import Foundation
import NIOSSL
import TestSupport

/// A certificate for 127.0.0.1 that no system trusts, made by openssl in a folder of its own.
struct PrivateAuthority {
  let folder: TemporaryFolder
  var certificate: String { folder.path + "/certificate.pem" }
  private var key: String { folder.path + "/key.pem" }

  init() throws {
    folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
        "subjectAltName=IP:127.0.0.1", "-keyout",
      ] + [key, "-out", certificate]
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
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
