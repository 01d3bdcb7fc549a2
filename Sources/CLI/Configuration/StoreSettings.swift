import AuthCore
import Backends

/// The tables `cookie`, `undo` and `journal` of the configuration file, with the environment and the
/// command line on top.
struct StoreSettings {
  /// The jar's path; nil for the one in authtop's folder.
  var jar: String?
  var host: String?
  var domain: String?
  var path = "/"
  /// In days; nil for cookies that end with the browser's session.
  var expires: Double? = 365
  var secure = true
  var sameSite: String?
  var undo = UndoLimits()
  var journalEntries = 5000

  /// The tables of the file that it reads.
  static let tables = ["cookie", "undo", "journal"]

  init() {}

  /// What the file says, none of it when there is no file.
  init(_ options: PoolOptions, _ environment: [String: String]) throws {
    let named = options.config ?? environment["AUTHTOP_CONFIG"]
    if let file = try ConfigurationFile.source(named, environment) {
      try read(try ConfigurationFile.root(try TextFile.bytes(file), file: file))
    }
    try read(environment)
    if let jar = options.stores.cookieJar { self.jar = jar }
  }

  mutating func read(_ root: SettingTable) throws {
    if let table = try root.table("cookie") { try readCookie(table) }
    if let table = try root.table("undo") {
      try table.refuseUnknown(["keep", "steps"])
      if let age = try table.duration("keep") { undo.age = age.value }
      if let count = try table.integer("steps", in: 0...100_000) { undo.count = Int(count.value) }
    }
    if let table = try root.table("journal") {
      try table.refuseUnknown(["entries"])
      if let count = try table.integer("entries", in: 0...1_000_000) {
        journalEntries = Int(count.value)
      }
    }
  }

  private mutating func readCookie(_ table: SettingTable) throws {
    try table.refuseUnknown([
      "jar", "host", "domain", "path", "expires-days", "browser-session", "secure", "same-site",
    ])
    if let text = try table.text("jar") { jar = text.value }
    if let text = try table.text("host") { host = text.value }
    if let text = try table.text("domain") { domain = text.value }
    if let text = try table.text("path") { path = text.value }
    if let days = try table.integer("expires-days", in: 0...36_500) { expires = Double(days.value) }
    if let flag = try table.flag("browser-session"), flag.value { expires = nil }
    if let flag = try table.flag("secure") { secure = flag.value }
    if let text = try table.text("same-site") { sameSite = text.value }
  }

  private mutating func read(_ environment: [String: String]) throws {
    func text(_ name: String) -> String? {
      environment["AUTHTOP_COOKIE_" + name].flatMap { $0.isEmpty ? nil : $0 }
    }
    jar = text("JAR") ?? jar
    host = text("HOST") ?? host
    domain = text("DOMAIN") ?? domain
    path = text("PATH") ?? path
    sameSite = text("SAMESITE") ?? sameSite
    if let days = text("EXPIRES") {
      guard days == "session" || Double(days).map({ $0 >= 0 && $0 <= 36_500 }) ?? false else {
        throw Self.wrong("AUTHTOP_COOKIE_EXPIRES", days, "a number of days, or session")
      }
      expires = days == "session" ? nil : Double(days)
    }
    if let flag = text("SECURE") {
      guard let value = Bool(flag) else {
        throw Self.wrong("AUTHTOP_COOKIE_SECURE", flag, "true or false")
      }
      secure = value
    }
  }

  private static func wrong(_ name: String, _ value: String, _ expected: String) -> CommandFailure {
    CommandFailure(
      "\(name) is \"\(value)\" where \(expected) was expected",
      code: CommandFailure.Code.unusableInput
    )
  }

  /// The options as Amplify's constructor takes them, or its error.
  func cookieOptions() throws(StorageError) -> CookieOptions {
    try CookieOptions(
      host: host,
      domain: domain,
      path: path,
      expires: expires,
      secure: secure,
      sameSite: sameSite
    )
  }
}
