import Foundation

/// Other programs that do the same work, asked how fast they are here and now.
enum Counterpart {
  /// RSA-2048 verifications a second of `openssl speed`, nil when there is none.
  static func openssl() -> Double? {
    guard let output = run(["openssl", "speed", "-seconds", "3", "rsa2048"]) else { return nil }
    // rsa 2048 bits 0.000587s 0.000017s   1704.8  57924.7
    let line = output.split(separator: "\n").last { $0.hasPrefix("rsa 2048 bits") }
    return line?.split(separator: " ").last.flatMap { Double($0) }
  }

  /// Tokens a second of PyJWT, which checks nothing then.
  static func pyJWT(_ token: String) -> Double? {
    let python = ProcessInfo.processInfo.environment["AUTHTOP_PYTHON"] ?? "python3"
    let script = """
      import jwt, sys, time
      token = sys.argv[1]
      best = 0
      for _ in range(5):
        start = time.process_time()
        for _ in range(4000): jwt.decode(token, options={"verify_signature": False})
        best = max(best, 4000 / (time.process_time() - start))
      print(best)
      """
    return run([python, "-c", script, token]).flatMap {
      Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  private static func run(_ command: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
