/// The key sets of issuers as a value: what is known, and when a download may begin.
///
/// Times are milliseconds of a clock that never jumps. One download at a time for an issuer, and at
/// most one begins in 10 seconds whatever kids tokens name and however the last one ended.
public struct KeySetCache: Sendable {
  /// Milliseconds between the beginnings of two downloads from one issuer.
  public static let interval: Int64 = 10_000
  /// Milliseconds after which a download that never reported counts as failed: longer than one may
  /// take, discovery included, so that only one that a sleeping machine held up is given up.
  public static let patience: Int64 = 60_000
  /// Milliseconds after which a set is had anew, while its keys still serve.
  public static let freshness: Int64 = 24 * 3_600_000
  /// Keys no longer published that are remembered for an issuer.
  static let memory = 64

  /// What happened.
  public enum Event: Sendable {
    /// A token of this issuer names this key.
    case wanted(kid: String, issuer: String)
    case downloaded(KeySet, issuer: String)
    case failed(reason: String, issuer: String)
    /// The set of a download that had been counted as failed; another may be under way.
    case arrivedLate(KeySet, issuer: String)
  }

  /// What to do about it.
  public enum Action: Equatable, Sendable {
    /// The key is there, so many milliseconds old; `renew` asks for a download beside it.
    case use(age: Int64, renew: Bool)
    /// Begin a download and report how it ended.
    case download
    /// A download is under way; ask again when it ended.
    case wait
    /// No such key, and no download before that time.
    case refuse(Absence, retryAt: Int64)
    /// A set was taken in; keys that came and keys that went.
    case changed(added: [String], removed: [String])
    /// A failure was noted.
    case noted
  }

  /// Why a key is not there.
  public enum Absence: Equatable, Sendable {
    /// The issuer never published it while we looked.
    case neverPublished
    /// The issuer published it, so many milliseconds ago last, and does no longer.
    case removed(lastSeen: Int64)
    /// The set could not be had, so many times in a row.
    case unavailable(failures: Int, reason: String)
  }

  private var issuers: [[UInt8]: IssuerKeys] = [:]

  public init() {}

  /// The set of an issuer as it was last had, and when.
  public func keys(of issuer: String) -> (keys: KeySet, at: Int64)? {
    issuers[Array(issuer.utf8)]?.set
  }

  /// Takes an event in at a time and says what to do.
  public mutating func handle(_ event: Event, at now: Int64) -> Action {
    switch event {
    case .wanted(let kid, let issuer):
      return change(issuer) { $0.want(kid, at: now) }
    case .downloaded(let keys, let issuer):
      return change(issuer) { $0.take(keys, at: now) }
    case .failed(let reason, let issuer):
      return change(issuer) { $0.fail(reason) }
    case .arrivedLate(let keys, let issuer):
      return change(issuer) { $0.take(keys, at: now, endsFlight: false) }
    }
  }

  private mutating func change(_ name: String, _ work: (inout IssuerKeys) -> Action) -> Action {
    work(&issuers[Array(name.utf8), default: IssuerKeys()])
  }
}

extension AxisVerdict {
  /// A missing key, with what the cache knows of it: a key that went is another matter than one that
  /// never was.
  func explained(by absence: KeySetCache.Absence) -> AxisVerdict {
    switch absence {
    case .neverPublished: self
    case .removed(let lastSeen):
      .fail(
        .keyRemoved,
        "its issuer published the key until \(lastSeen / 1000) s ago and does no longer: "
          + "it signed this before it changed its keys",
        expected: expected,
        actual: actual
      )
    case .unavailable(let failures, let reason):
      .unknown(
        .keysUnavailable,
        "the set that is known lacks the key, and a newer one could not be had "
          + "(\(failures) tries in a row): \(reason)"
      )
    }
  }
}
