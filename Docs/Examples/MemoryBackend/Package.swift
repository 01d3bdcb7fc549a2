// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "MemoryBackend",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "authtop", path: "../../..")],
  targets: [
    .executableTarget(
      name: "MemoryBackend",
      dependencies: [.product(name: "AuthCore", package: "authtop")]
    )
  ]
)
