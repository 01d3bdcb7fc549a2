/// Whether a session is stored so that the app it belongs to can use it.
///
/// A true token that an app cannot find, or that a browser drops, ends a login all the same.
struct StorageFitness {
  /// Bytes of a cookie's name and value that a browser takes (RFC 6265bis section 5.6).
  static let cookieLimit = 4096

  let session: Session
  let stored: StoredSession

  var axis: AxisVerdict {
    if session.id.backend == .cookie, let size = largestCookie, size > Self.cookieLimit {
      return .fail(
        .cookieSize,
        "a cookie of it is too large: a browser would drop it and keep the one before",
        expected: "at most \(Self.cookieLimit) bytes",
        actual: "\(size) bytes"
      )
    }
    let problems = session.problems.filter { !$0.code.hasPrefix("sign-out") }
    if let problem = problems.first(where: \.breaks) ?? problems.first {
      return .fail(.storage, problem.message, actual: problem.code)
    }
    return .pass("whole, of one generation, and where an app looks for it")
  }

  private var largestCookie: Int? {
    stored.values.map { name, value in stored.key(name).utf8.count + value.utf8.count }.max()
  }
}
