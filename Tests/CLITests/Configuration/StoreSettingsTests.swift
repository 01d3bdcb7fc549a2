import ArgumentParser
import AuthCore
import Glibc
import TestSupport
import Testing

@testable import CLI

/// What the file, the environment and the command line say about stores, the undo log and the journal.
struct StoreSettingsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func settings(
    _ text: String,
    _ environment: [String: String] = [:],
    _ arguments: [String] = []
  ) throws -> StoreSettings {
    let path = folder.path + "/config.toml"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    _ = write(file, text, text.utf8.count)
    close(file)
    return try StoreSettings(
      try PoolOptions.parse(arguments),
      environment.merging(["AUTHTOP_CONFIG": path]) { $1 }
    )
  }

  @Test func `the defaults are Amplify's, and those of the undo log and the journal`() throws {
    let settings = try settings("")
    #expect(settings.jar == nil && settings.domain == nil && settings.path == "/")
    #expect(settings.expires == 365 && settings.secure && settings.sameSite == nil)
    #expect(settings.undo == UndoLimits() && settings.journalEntries == 5000)
  }

  @Test func `the command line beats the environment, and that the file`() throws {
    let text = """
      [cookie]
      jar = "/from/file"
      host = "file.example"
      expires-days = 7
      secure = false
      same-site = "lax"
      [undo]
      keep = "2d"
      steps = 9
      [journal]
      entries = 77
      """
    let file = try settings(text)
    #expect(file.jar == "/from/file" && file.host == "file.example" && file.expires == 7)
    #expect(!file.secure && file.sameSite == "lax")
    #expect(file.undo.age == 172_800_000 && file.undo.count == 9 && file.journalEntries == 77)
    let variables = [
      "AUTHTOP_COOKIE_JAR": "/from/environment", "AUTHTOP_COOKIE_EXPIRES": "session",
      "AUTHTOP_COOKIE_SECURE": "true", "AUTHTOP_COOKIE_HOST": "",
    ]
    let environment = try settings(text, variables)
    #expect(environment.jar == "/from/environment" && environment.expires == nil)
    #expect(environment.secure && environment.host == "file.example")
    let options = try settings(text, variables, ["--cookie-jar", "/from/option"])
    #expect(options.jar == "/from/option")
  }

  @Test func `a cookie of the browser's session has no lifetime`() throws {
    #expect(try settings("[cookie]\nbrowser-session = true").expires == nil)
  }

  @Test(arguments: [
    "[cookie]\njarr = \"x\"", "[cookie]\nexpires-days = -1", "[cookie]\nsecure = \"yes\"",
    "[undo]\nkeep = \"soon\"", "[undo]\nsteps = -1", "[undo]\nlimit = 3",
    "[journal]\nentries = \"many\"",
  ])
  func `anything else is refused with its place`(text: String) {
    let failure = #expect(throws: CommandFailure.self) { try settings(text) }
    #expect(failure?.code == 2)
    #expect(failure?.message.contains("config.toml:2") == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: [
    ("AUTHTOP_COOKIE_EXPIRES", "soon"), ("AUTHTOP_COOKIE_EXPIRES", "-1"),
    ("AUTHTOP_COOKIE_EXPIRES", "40000"), ("AUTHTOP_COOKIE_SECURE", "yes"),
  ])
  func `a variable of another kind is named`(name: String, value: String) {
    let failure = #expect(throws: CommandFailure.self) { try settings("", [name: value]) }
    #expect(failure?.message.contains("\(name) is \"\(value)\"") == true)
  }

  @Test func `what Amplify's constructor refuses is refused in its words`() throws {
    let wrong = try settings("[cookie]\nsame-site = \"sometimes\"")
    #expect(throws: StorageError.self) { try wrong.cookieOptions() }
    let open = try settings("[cookie]\nsame-site = \"none\"\nsecure = false")
    #expect(throws: StorageError.self) { try open.cookieOptions() }
  }
}
