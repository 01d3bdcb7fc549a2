import Glibc
import NIOSSL
import TestSupport

/// A certificate for 127.0.0.1 that no system trusts, made by openssl in a folder of its own.
struct PrivateAuthority {
  let folder: TemporaryFolder
  var certificate: String { folder.path + "/certificate.pem" }
  private var key: String { folder.path + "/key.pem" }

  struct Failure: Error {
    let reason: String
  }

  init() throws {
    folder = try TemporaryFolder()
    try Self.run(
      [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
        "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ]
    )
  }

  /// Runs a command to its end, a minute at most, with nothing to read and nowhere to write to.
  private static func run(_ command: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for number in CInt(0)..<3 {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    }
    // A number that is not open is passed over.
    for number in CInt(3)..<1024 { posix_spawn_file_actions_addclose(&actions, number) }
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    guard posix_spawnp(&id, command[0], &actions, nil, &words, environ) == 0 else {
      throw Failure(reason: "\(command[0]) cannot be started")
    }
    let end = ContinuousClock.now + .seconds(60)
    var status: CInt = 0
    while waitpid(id, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < end else {
        kill(id, SIGKILL)
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        throw Failure(reason: "\(command[0]) did not end")
      }
      poll(nil, 0, 5)
    }
    guard status == 0 else { throw Failure(reason: "\(command[0]) failed") }
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
