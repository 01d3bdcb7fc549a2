/// Which module may import what: the house's table.
enum ImportRule {
  static let table: [String: Set<String>] = [
    "AuthCore": ["CGMP", "Crypto", "CryptoExtras", "FoundationEssentials", "Synchronization"],
    "Backends": ["AuthCore", "FoundationEssentials", "Synchronization"],
    // Both HTTP libraries' own interfaces are written in the types of these packages.
    "UserPoolClient": [
      "AsyncHTTPClient", "AuthCore", "FoundationEssentials", "NIOCore", "NIOHTTP1", "NIOPosix",
      "NIOSOCKS", "NIOSSL", "Synchronization",
    ],
    "LoopbackPool": [
      "AuthCore", "Crypto", "CryptoExtras", "FoundationEssentials", "HTTPTypes", "HummingbirdCore",
      "Logging", "NIOCore", "NIOPosix", "ServiceLifecycle", "Synchronization",
    ],
    "TUI": ["AuthCore"],
    "Terminal": ["CNcurses", "Dispatch", "Glibc", "Synchronization", "TUI"],
    "CLI": [
      "ArgumentParser", "AuthCore", "Backends", "Dispatch", "FoundationEssentials", "Glibc",
      "LoopbackPool", "Synchronization", "TOMLKit", "TUI", "Terminal", "UserPoolClient",
    ],
  ]

  /// What a folder of a module may import beyond its module.
  static let folders: [String: Set<String>] = [
    "Sources/Backends/Cookie/": ["Glibc"],
    "Sources/Backends/Files/": ["Dispatch", "Glibc"],
    "Sources/Backends/Helper/": ["Dispatch", "Glibc"],
    "Sources/Backends/Local/": ["Dispatch", "GRDB", "GRDBSQLite", "Glibc"],
    "Sources/Backends/TerminalSession/": ["Glibc"],
    "Sources/Backends/Vault/": ["Crypto", "CryptoExtras", "Dispatch", "Glibc"],
  ]

  /// The modules that a text imports.
  static func imports(in code: String) -> [String] {
    code.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        first.hasPrefix("@")
          || ["public", "package", "internal", "private", "fileprivate"].contains(first)
      { words.removeFirst() }
      guard words.first == "import", words.count > 1 else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
      let module = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return module.split(separator: ".").first.map(String.init)
    }
  }

  /// What a file imports without being allowed to.
  static func breaches(in file: SourceFile) -> [String] {
    guard let module = file.module else { return [] }
    guard var allowed = table[module] else { return ["\(file): no module \(module) in the table"] }
    for (folder, more) in folders where file.path.hasPrefix(folder) { allowed.formUnion(more) }
    return imports(in: file.code).filter { !allowed.contains($0) }
      .map { "\(file): imports \($0)" }
  }
}
