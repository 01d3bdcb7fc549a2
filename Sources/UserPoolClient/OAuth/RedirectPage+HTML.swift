import AuthCore

extension RedirectPage {
  /// HTTP's word for it.
  var status: Int {
    switch self {
    case .signedIn, .over: 200
    case .failed, .wrongState: 400
    case .notFound: 404
    }
  }

  /// What keeps the page, and the code in its address, to itself.
  var headers: [(String, String)] {
    [
      ("content-type", "text/html; charset=utf-8"),
      ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"),
      ("cache-control", "no-store"), ("referrer-policy", "no-referrer"),
      ("x-content-type-options", "nosniff"), ("connection", "close"),
    ]
  }

  /// A page of fixed words: nothing of what came in is in it.
  var html: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>authtop</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <style>:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;\
    place-items:center;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}\
    main{padding:2rem;max-width:26rem;border:1px solid GrayText;border-radius:1rem}\
    h1{margin:0 0 .5rem;font-size:1.375rem}p{margin:0}</style></head>
    <body><main><h1>\(words.title)</h1><p>\(words.text)</p></main></body></html>
    """
  }

  private var words: (title: String, text: String) {
    switch self {
    case .signedIn:
      ("✓ Signed in", "authtop has the session. You can close this window.")
    case .failed:
      ("Not signed in", "authtop says why. You can close this window.")
    case .wrongState:
      (
        "Not the answer",
        "This belongs to no sign-in that authtop waits for, so nothing was done with it."
      )
    case .over: ("Over", "This sign-in has been answered. You can close this window.")
    case .notFound: ("Nothing here", "authtop waits for a sign-in at another address.")
    }
  }
}
