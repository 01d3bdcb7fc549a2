import FoundationEssentials
import Testing

/// The house's rules, held against every file of the repository.
struct ArchitectureTests {
  @Test func `the files are found`() {
    let modules = Set(Repository.product.compactMap(\.module))
    #expect(modules.isSuperset(of: ImportRule.table.keys))
    #expect(Repository.files.contains { $0.path == "Tests/ArchitectureTests/SourceFile.swift" })
  }

  @Test func `each module imports only what the table allows`() {
    #expect(Repository.product.flatMap(ImportRule.breaches) == [])
  }

  @Test func `big integers come in by one file`() {
    let importers = Repository.files.filter { ImportRule.imports(in: $0.code).contains("CGMP") }
    #expect(importers.count <= 1, "\(importers)")
  }

  @Test func `no file is longer than 300 lines and no function longer than 40`() {
    #expect(Repository.files.flatMap(LengthRule.breaches) == [])
  }

  @Test func `Python's files and functions are no longer`() {
    #expect(Repository.scripts.count > 5)
    #expect(Repository.scripts.flatMap(LengthRule.scriptBreaches) == [])
    #expect(LayoutRule.repeated(Repository.scripts) == [])
  }

  @Test func `no forbidden word is used`() {
    #expect(Repository.files.flatMap(WordRule.breaches) == [])
  }

  @Test func `each public and package type says what it is`() {
    #expect(Repository.files.flatMap(DocumentationRule.breaches) == [])
  }

  @Test func `files are opened behind the disk's doors alone, and the page names each`() throws {
    #expect(Repository.product.flatMap(DoorRule.breaches) == [])
    let path = Repository.root + "/Docs/Architecture.md"
    let page = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    for door in DoorRule.doors {
      #expect(page.contains("`\(door)`"), "\(door)")
      let isUsed = Repository.product.contains { DoorRule.isBehind(door, $0.path) }
      #expect(isUsed, "\(door) is gone")
    }
  }

  @Test func `no file name is used twice`() {
    #expect(LayoutRule.repeated(Repository.files) == [])
  }

  @Test func `what waits for programs has a thread of its own`() {
    let stories = Repository.files.filter { $0.path.hasPrefix("Tests/EndToEndTests/Stories/") }
    #expect(stories.count > 10)
    let waits = ["Shell.run(", "ShippedHelper.run(", ".wait()", ".line()", "poll("]
    let others = Repository.files.filter { file in
      file.path.hasPrefix("Tests/BackendsTests/") && file.code.contains("@Test")
        && waits.contains { file.code.contains($0) }
    }
    #expect(others.count > 10)
    #expect((stories + others).filter { !$0.code.contains(".ownThread") }.map(\.path) == [])
    // It would count the wait for the turn (`RunLimit`).
    let timed = Repository.files.filter {
      $0.code.contains("@Suite(.ownThread") && $0.code.contains(".timeLimit(")
    }
    #expect(timed.map(\.path) == [])
  }

  @Test func `the top level is the fixed one`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root)
    let ignoreFile = FileManager.default.contents(atPath: Repository.root + "/.gitignore") ?? Data()
    let ignored = String(decoding: ignoreFile, as: UTF8.self).split(separator: "\n")
      .map { $0.hasSuffix("/") ? String($0.dropLast()) : String($0) }
    #expect(LayoutRule.strangers(names, ignored: ignored) == [])
  }
}
