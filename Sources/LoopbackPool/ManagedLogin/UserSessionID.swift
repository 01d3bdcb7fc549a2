import Crypto

/// SessionIdType: three letters for the kind and 25 small letters and digits.
///
/// They are made from what the session is known by, so that one session has one id at all times.
enum UserSessionID {
  static func token(_ originID: String) -> String { "tkn" + text(originID) }
  static func sso(_ cookie: String) -> String { "sso" + text(cookie) }

  private static func text(_ secret: String) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let digest = Array(SHA256.hash(data: Array(secret.utf8)))
    return String(
      decoding: digest.prefix(25).map { alphabet[Int($0) % alphabet.count] },
      as: UTF8.self
    )
  }
}
