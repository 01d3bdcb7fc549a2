import Testing

/// Each rule against a sample that breaks it: a rule that cannot fail holds nothing.
struct RuleTests {
  private func file(_ text: String, _ path: String = "Sources/TUI/Sample.swift") -> SourceFile {
    SourceFile(path: path, text: text)
  }

  @Test func `comments and strings are no code`() {
    let text = ##"""
      let a = "try! \(b("x")) // no" // try!
      /* try! /* try! */ try! */ let c = #"try! " \#(d)"# + e
      let f = "" + g("\"")
      """##
    #expect(
      SwiftScanner.code(of: text).split(separator: "\n").map { $0.filter { $0 != " " } }
        == ["leta=", "letc=+e", "letf=+g()"]
    )
    #expect(SwiftScanner.code(of: "a = \"\"\"\n  try!\n  \"\"\"\nb #if c") == "a = \n\n\nb #if c")
  }

  @Test(
    arguments: [
      "import Foundation", "package import Crypto", "@testable import CNcurses",
      "import struct Dispatch.DispatchTime", "@preconcurrency public import Glibc",
    ]
  )
  func `an import outside the table is found`(line: String) {
    #expect(ImportRule.breaches(in: file("import AuthCore\n\(line)\n")).count == 1)
  }

  @Test func `an import is allowed by module and by folder`() {
    let text = "import AuthCore\n// import Foundation\nlet a = \"import Glibc\"\n"
    #expect(ImportRule.breaches(in: file(text)) == [])
    #expect(ImportRule.breaches(in: file("import GRDB", "Sources/Backends/Local/A.swift")) == [])
    #expect(ImportRule.breaches(in: file("import GRDB", "Sources/Backends/B.swift")).count == 1)
    #expect(ImportRule.breaches(in: file("import AuthCore", "Sources/New/B.swift")).count == 1)
  }

  @Test func `a long file and a long function are found`() {
    func function(_ head: String, lines: Int) -> String {
      "  \(head) {\n" + String(repeating: "    a()\n", count: lines - 2) + "  }\n"
    }
    for head in [
      "func f()", "private static func f<A>(_ a: A) async throws -> Int", "init?(a: Int)",
      "public init()", "subscript(a: Int) -> Int", "@Test func `a b`()",
      "func f(\n    a: Int\n  ) -> Int", "var a: Int", "public static var a: [Int: String]",
      "package private(set) var a: Int", "static let a: [Int] =", "@Test var a: (Int) -> Int",
    ] {
      let extra = head.filter { $0 == "\n" }.count
      #expect(LengthRule.breaches(in: file(function(head, lines: 40 - extra))) == [], "\(head)")
      #expect(
        LengthRule.breaches(in: file(function(head, lines: 41 - extra))).count == 1,
        "\(head)"
      )
    }
    #expect(LengthRule.breaches(in: file(String(repeating: "a\n", count: 300))) == [])
    #expect(LengthRule.breaches(in: file(String(repeating: "a\n", count: 301))).count == 1)
  }

  @Test func `a long script and a long function in it are found`() {
    func breaches(_ text: String) -> Int {
      LengthRule.scriptBreaches(in: file(text, "Tests/A/a.py")).count
    }
    func function(_ head: String, lines: Int) -> String {
      head + "\n" + String(repeating: "    a()\n\n", count: (lines - 1) / 2)
        + "    b()\n\n\nc = 1\n"
    }
    #expect(breaches(function("def f(a):", lines: 40)) == 0)
    #expect(breaches(function("def f(a):", lines: 42)) == 1)
    #expect(
      breaches("class A:\n    def f(self):\n" + String(repeating: "        a\n", count: 40)) == 1
    )
    #expect(breaches(String(repeating: "a\n", count: 300)) == 0)
    #expect(breaches(String(repeating: "a\n", count: 301)) == 1)
  }

  @Test func `requirements and one-line functions end where they stand`() {
    let text =
      "protocol P {\n  func a()\n  func b() { c }\n" + String(repeating: "\n", count: 50) + "}\n"
    #expect(LengthRule.breaches(in: file(text)) == [])
  }

  @Test(
    arguments: [
      "try! a()", "a as! B", "fatalError(\"x\")", "final class A: @unchecked Sendable {}",
      "nonisolated(unsafe) var a = 1", "import Foundation\n", "print(a)", "Swift.print(a)",
      "preconditionFailure()", "a() // TODO later", "// MARK: - A",
    ]
  )
  func `a forbidden word is found`(text: String) {
    #expect(WordRule.breaches(in: file(text)).count == 1)
  }

  @Test func `a word is forbidden only where it does harm`() {
    #expect(WordRule.breaches(in: file("print(a)", "Sources/CLI/A.swift")) == [])
    #expect(WordRule.breaches(in: file("fingerprint(a); blueprint(b)")) == [])
    #expect(WordRule.breaches(in: file("let a = \"try!\" // not try!")) == [])
    #expect(WordRule.breaches(in: file("import FoundationEssentials\n")) == [])
    for call in ["sleep(1)", "usleep(1)", "try await Task.sleep(for: a)"] {
      #expect(WordRule.breaches(in: file(call, "Tests/A/B.swift")).count == 1)
      #expect(WordRule.breaches(in: file(call)) == [])
    }
  }

  @Test(
    arguments: [
      "public struct A {}", "package final class A {}", "  public indirect enum A {}",
      "// not a documentation comment\npackage actor A {}", "@frozen\npublic enum A {}",
      "@MainActor package protocol A {}",
    ]
  )
  func `a type without a comment is found`(text: String) {
    #expect(DocumentationRule.breaches(in: file(text)).count == 1)
    let documented = "/// What it is.\n" + text.drop { _ in text.hasPrefix("//") }
    #expect(text.hasPrefix("//") || DocumentationRule.breaches(in: file(documented)) == [])
  }

  @Test func `types of the module itself need no comment`() {
    let text = "struct A {}\nprivate enum B {}\npublic extension C {}\npublic func d() {}"
    #expect(DocumentationRule.breaches(in: file(text)) == [])
  }

  @Test(
    arguments: [
      "let a = open(path, O_RDONLY | O_CLOEXEC)", "open(\n  path,\n  O_RDWR\n)", "unlink(path)",
      "let a = FileManager.default", "try Roots.fromPEMFile(file)",
    ]
  )
  func `a file that is opened beside the doors is found`(text: String) {
    #expect(DoorRule.breaches(in: file(text)).count == 1)
    for door in ["CLI/Configuration/A", "CLI/Output/Outbox", "Backends/Local/Deep/A"] {
      #expect(DoorRule.breaches(in: file(text, "Sources/\(door).swift")) == [])
    }
    #expect(DoorRule.breaches(in: file(text, "Sources/CLI/Output/Outboxes.swift")).count == 1)
    #expect(DoorRule.breaches(in: file(text, "Tests/TUITests/A.swift")) == [])
  }

  @Test func `names that only look like a door's are none`() {
    let text = "case open(Screen)\nfunc reopen() { box.open() }\nmyUnlink(a)\nlet FileManagers = 1"
    #expect(DoorRule.breaches(in: file(text)) == [])
  }

  @Test func `a stranger at the top and a repeated name are found`() {
    let names = ["Package.swift", "Sources", ".ci", "Makefile", "out"]
    #expect(LayoutRule.strangers(names, ignored: ["out"]) == ["Makefile"])
    let files = [file("", "Sources/A/X.swift"), file("", "Tests/B/X.swift"), file("")]
    #expect(LayoutRule.repeated(files).count == 1)
  }
}
