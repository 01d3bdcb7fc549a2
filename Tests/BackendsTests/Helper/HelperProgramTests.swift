import AuthCore
import Backends
import Glibc
import TestSupport
import Testing

/// Helpers on the path.
struct HelperProgramTests {
  @Test func `helpers are found by name, the first of a name is taken`() throws {
    let folder = try TemporaryFolder()
    for directory in ["a", "b"] { mkdir("\(folder.path)/\(directory)", 0o755) }
    for (file, mode) in [
      ("a/authtop-backend-one", 0o755), ("b/authtop-backend-one", 0o755),
      ("b/authtop-backend-two", 0o755), ("a/authtop-backend-off", 0o644),
      ("a/authtop-backend-", 0o755), ("a/authtop-backend-a b", 0o755), ("a/other", 0o755),
    ] as [(String, mode_t)] {
      StoreFolder.write(Array("#!/bin/sh\n".utf8), to: "\(folder.path)/\(file)")
      chmod("\(folder.path)/\(file)", mode)
    }
    let path = "\(folder.path)/a:relative::\(folder.path)/missing:\(folder.path)/b/"
    let found = HelperProgram.onPath(["PATH": path])
    #expect(
      found.map(\.path) == [
        "\(folder.path)/a/authtop-backend-one", "\(folder.path)/b/authtop-backend-two",
      ]
    )
    #expect(found.map(\.backend.rawValue) == ["helper:one", "helper:two"])
    #expect(HelperProgram.onPath([:]).isEmpty)
  }
}
