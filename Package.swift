// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
  name: "authtop",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "authtop", targets: ["CLI"]),
    .library(name: "AuthCore", targets: ["AuthCore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird",
      from: "2.28.0",
      traits: []
    ),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    .target(name: "CNcurses"),
    .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"])]),
    .target(
      name: "AuthCore",
      dependencies: [crypto, cryptoExtras, "CGMP"],
      swiftSettings: settings
    ),
    .target(
      name: "Backends",
      dependencies: [
        "AuthCore", crypto, cryptoExtras, .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "UserPoolClient",
      dependencies: [
        "AuthCore", .product(name: "AsyncHTTPClient", package: "async-http-client"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "LoopbackPool",
      dependencies: [
        "AuthCore", crypto, cryptoExtras,
        .product(name: "HummingbirdCore", package: "hummingbird"),
      ],
      swiftSettings: settings
    ),
    .target(name: "TUI", dependencies: ["AuthCore"], swiftSettings: settings),
    .target(name: "Terminal", dependencies: ["TUI", "CNcurses"], swiftSettings: settings),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "AuthCore", "Backends", "UserPoolClient", "LoopbackPool", "TUI", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TestSupport",
      dependencies: ["AuthCore", "TUI"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "NotebookExample",
      dependencies: ["AuthCore"],
      path: "Docs/Examples/MemoryBackend/Sources/MemoryBackend",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "KillWriter",
      dependencies: ["AuthCore", "Backends"],
      path: "Tests/Benchmarks/KillWriter",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "KillDriver",
      dependencies: ["AuthCore", "Backends", "TestSupport"],
      path: "Tests/Benchmarks/KillDriver",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "PoolKillDriver",
      dependencies: ["AuthCore", "Backends", "LoopbackPool", "TestSupport", "UserPoolClient"],
      path: "Tests/Benchmarks/PoolKillDriver",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "Bench",
      dependencies: ["AuthCore", "Backends"],
      path: "Tests/Benchmarks/Bench",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "VerificationBench",
      dependencies: ["AuthCore", crypto, cryptoExtras],
      path: "Tests/Benchmarks/VerificationBench",
      swiftSettings: settings
    ),
    .testTarget(
      name: "AuthCoreTests",
      dependencies: ["AuthCore", "NotebookExample", "TestSupport", crypto, cryptoExtras],
      swiftSettings: settings
    ),
    .testTarget(
      name: "BackendsTests",
      dependencies: [
        "AuthCore", "Backends", "KillDriver", "KillWriter", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "UserPoolClientTests",
      dependencies: [
        "AuthCore", "LoopbackPool", "PoolKillDriver", "TestSupport", "UserPoolClient",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LoopbackPoolTests",
      dependencies: ["AuthCore", "LoopbackPool", "TestSupport", crypto, cryptoExtras],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TUITests",
      dependencies: ["AuthCore", "TUI", "TestSupport"],
      exclude: ["Pictures"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["TUI", "Terminal", "TestSupport"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "AuthCore", "CLI", "TUI", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["AuthCore", "Backends", "TestSupport"],
      swiftSettings: settings
    ),
  ]
)
