import AuthCore

/// Managed login's pages: one card, no script, and nothing from elsewhere.
struct LoginPage {
  /// What the page asks.
  enum Question {
    case credentials(username: String)
    case code(ChallengeName, destination: String)
    case newPassword
    /// A second factor, of those that the user has or may set up.
    case choice(ChallengeName, [MFAType])
    /// A new authenticator's secret is to be taken over, and its first code given.
    case authenticator(SoftwareTokenSetup)
    /// An email address for codes.
    case address
    /// Nothing: it tells only.
    case nothing
  }

  var question: Question
  var message: String?
  /// The form's address, its query included.
  var action = ""
  var poolID: String
  var clientID: String?
  /// Against forms that other sites post.
  var token = ""
  /// The challenge that an answer goes to.
  var session: String?

  var html: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <style>\(Self.style)</style></head>
    <body><main><header><span class="mark" aria-hidden="true"></span><h1>\(title)</h1>
    <p>\(HTMLText.escaped(poolID)), a user pool of this machine</p></header>
    \(notice)\(form)</main></body></html>
    """
  }

  private var title: String {
    switch question {
    case .credentials: "Sign in"
    case .code: "One more step"
    case .newPassword: "New password"
    case .choice: "Choose a second factor"
    case .authenticator: "Set up an authenticator"
    case .address: "Set up codes by email"
    case .nothing: "Managed login"
    }
  }

  private var notice: String {
    message.map { "<p class=\"notice\" role=\"alert\">\(HTMLText.escaped($0))</p>" } ?? ""
  }

  private var form: String {
    guard let fields else { return "" }
    return """
      <form method="post" action="\(HTMLText.escaped(action))">\(hidden("_csrf", token))\
      \(session.map { hidden("session", $0) } ?? "")\(fields)\(buttons)</form>
      """
  }

  /// One button, or one for each choice.
  private var buttons: String {
    guard case .choice(_, let types) = question else { return "<button>Continue</button>" }
    return types.map { type in
      "<button name=\"answer\" value=\"\(type.rawValue)\">\(Self.title(type))</button>"
    }.joined()
  }

  /// What is asked, nil where nothing is.
  private var fields: String? {
    switch question {
    case .nothing: nil
    case .credentials(let username):
      Self.field("username", "User name or email", "text", "username", value: username)
        + Self.field("password", "Password", "password", "current-password")
    case .code(let name, let destination): codeFields(name, destination)
    case .newPassword:
      "<p>The password that you have is for one time only.</p>"
        + hidden("challenge", ChallengeName.newPasswordRequired.rawValue)
        + Self.field("password", "New password", "password", "new-password")
    case .choice(let name, _): hidden("challenge", name.rawValue)
    case .authenticator(let setup): authenticatorFields(setup)
    case .address:
      hidden("challenge", ChallengeName.mfaSetup.rawValue)
        + Self.field("email", "Email address", "email", "email")
    }
  }

  private func codeFields(_ name: ChallengeName, _ destination: String) -> String {
    let place =
      name == .softwareTokenMFA
      ? "your authenticator app" : destination.isEmpty ? "the message" : destination
    return "<p>\(HTMLText.escaped("Type the code from \(place)."))</p>"
      + hidden("challenge", name.rawValue) + Self.field("code", "Code", "text", "one-time-code")
  }

  private func authenticatorFields(_ setup: SoftwareTokenSetup) -> String {
    "<p>Take this secret into your authenticator app, then type the code that it shows.</p>"
      + "<p><code>\(HTMLText.escaped(setup.secret))</code></p>"
      + "<p><a href=\"\(HTMLText.escaped(setup.uri))\">Open the app on this machine</a></p>"
      + hidden("challenge", ChallengeName.mfaSetup.rawValue)
      + Self.field("code", "Code", "text", "one-time-code")
  }

  private static func title(_ type: MFAType) -> String {
    switch type {
    case .softwareToken: "An authenticator app"
    case .email: "A code by email"
    case .sms: "A code by SMS"
    }
  }

  private func hidden(_ name: String, _ value: String) -> String {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escaped(value))\">"
  }

  private static func field(
    _ name: String,
    _ label: String,
    _ type: String,
    _ kind: String,
    value: String = ""
  ) -> String {
    """
    <label>\(label)<input name="\(name)" type="\(type)" autocomplete="\(kind)" \
    value="\(HTMLText.escaped(value))" required\(value.isEmpty ? " autofocus" : "")></label>
    """
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1b1f2a;--dim:#5c6577;--card:#fff;--back:#eef1f7;\
    --line:#cfd6e4;--mark:#3d5afe;--warn:#a3281f}\
    @media(prefers-color-scheme:dark){:root{--ink:#e8ebf3;--dim:#98a2b8;--card:#1a1f2b;\
    --back:#0f131b;--line:#333c4f;--mark:#8ea2ff;--warn:#ff9a8f}}\
    *{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;\
    background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}\
    main{width:min(24rem,92vw);padding:2rem;background:var(--card);border:1px solid var(--line);\
    border-radius:1rem;box-shadow:0 1rem 3rem #0002}h1{margin:.5rem 0 0;font-size:1.5rem}\
    header p{margin:0 0 1.5rem;color:var(--dim);font-size:.875rem}\
    .mark{display:block;width:2.5rem;height:2.5rem;border-radius:.75rem;\
    background:linear-gradient(135deg,var(--mark),#12b5a6)}\
    label{display:block;margin:0 0 1rem;font-size:.875rem;font-weight:600}\
    input{display:block;width:100%;margin-top:.375rem;padding:.625rem .75rem;font:inherit;\
    color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}\
    input:focus-visible,button:focus-visible{outline:3px solid var(--mark);outline-offset:1px}\
    button{width:100%;padding:.75rem;font:inherit;font-weight:600;color:#fff;background:#3049d1;\
    border:0;border-radius:.5rem;cursor:pointer}button+button{margin-top:.75rem}\
    code{overflow-wrap:anywhere}button:hover{background:#2338ab}\
    .notice{margin:0 0 1rem;padding:.625rem .75rem;border-left:4px solid var(--warn);\
    color:var(--warn);font-size:.875rem}
    """
}
