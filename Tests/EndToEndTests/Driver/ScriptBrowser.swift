import Glibc

/// A browser that a script plays: it follows redirects, keeps cookies and fills the login form in.
enum ScriptBrowser {
  private static let script = """
    import sys, html, re, http.cookiejar
    from urllib.parse import urlencode, urljoin
    from urllib.request import build_opener, HTTPCookieProcessor, ProxyHandler
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = opener.open(sys.argv[1], timeout=20)
    text = page.read().decode()
    action = html.unescape(re.search('action="([^"]*)"', text).group(1))
    fields = dict(re.findall('type="hidden" name="([^"]*)" value="([^"]*)"', text))
    fields.update(username=sys.argv[2], password=sys.argv[3])
    page = opener.open(urljoin(page.url, action), urlencode(fields).encode(), timeout=20)
    print(page.url.split('?')[0], page.read().decode())
    """

  /// Opens an address, signs in on the page there, and tells where it ended and what was shown.
  static func logIn(_ url: String, _ user: String, _ password: String, in place: Place) throws
    -> String
  {
    let path = try place.file("browser.py", script)
    let ends = try Descriptor.pipe()
    defer { close(ends.reading) }
    let child: Child
    do {
      defer { close(ends.writing) }
      child = try Child(
        "/usr/bin/env",
        ["python3", path, url, user, password],
        environment: place.foreignEnvironment,
        files: [1: ends.writing]
      )
    }
    let text = Descriptor.readAll(ends.reading, by: .in(120))
    _ = try child.end(by: .in(60))
    return text
  }
}

extension Descriptor {
  /// What comes until the other end is closed.
  static func readAll(_ descriptor: CInt, by deadline: Deadline) -> String {
    var bytes: [UInt8] = []
    while deadline.poll([descriptor]) {
      let more = readSome(descriptor)
      if more.isEmpty { break }
      bytes += more
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
