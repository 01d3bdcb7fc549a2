/// Why a storage could not do what was asked.
///
/// No case carries a stored value.
public enum StorageError: Error, Equatable, Sendable {
  /// The place exists but must not be used as it is; the remedy is a command to run.
  case unsafe(path: String, reason: String, remedy: String)
  /// The place cannot be opened or created.
  case unavailable(reason: String)
  /// There is no such place here, so nothing is stored in it.
  case absent(reason: String)
  /// Another process held the storage for longer than the limit.
  case busy(seconds: Int)
  /// A newer authtop wrote the file: it can be read and is never written.
  case newerFormat(found: Int, known: Int)
  case corrupt(reason: String)
  case full(reason: String)
  /// The storage holds no item of that size; sizes are in bytes.
  case tooLarge(key: String, bytes: Int, limit: Int)
  /// Something else would go on being read under that key, whatever is written or removed.
  case hidden(key: String, by: String, remedy: String)
  /// The values are encrypted and their key is not known here; names and times stay readable.
  case locked(by: String)
  /// What was given does not open the storage's key.
  case wrongSecret(String)
  case failed(reason: String)
}

extension StorageError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next, in one line.
  public var description: String { "\(cause); \(rest)" }

  /// What happened and no more, for a sentence that says itself what was kept and what to do.
  public var cause: String {
    switch self {
    case .unsafe(let path, let reason, _): "\(path) \(reason)"
    case .unavailable(let reason): "the storage cannot be opened: \(reason)"
    case .absent(let reason): reason
    case .busy(let seconds): "another program kept the storage locked for \(seconds) s"
    case .newerFormat(let found, let known):
      "the file has format \(found), this authtop knows \(known)"
    case .corrupt(let reason): "the file is damaged: \(reason)"
    case .full(let reason): "there is no room to write: \(reason)"
    case .tooLarge(let key, let bytes, let limit):
      "the item \(key) takes \(bytes) bytes there and \(limit) is the limit"
    case .hidden(let key, let other, _):
      "the item \(key) is hidden there by \(other), which would go on being read"
    case .locked(let keeper): "the tokens there are encrypted under \(keeper) that was not given"
    case .wrongSecret(let secret): "the \(secret) is wrong"
    case .failed(let reason): "the storage failed: \(reason)"
    }
  }

  /// What was kept and what to do next.
  private var rest: String {
    switch self {
    case .unsafe(_, _, let remedy): "nothing was read or written; to mend it run: \(remedy)"
    case .unavailable: "nothing was read or changed; mend that and try again"
    case .absent: "nothing is stored there; choose another backend"
    case .busy: "nothing was changed; try again"
    case .newerFormat: "it was left as it is; update authtop to write to it"
    case .corrupt: "it was left as it is; restore a copy or move it away"
    case .full: "what was stored before is unchanged; make room and try again"
    case .tooLarge: "nothing was written; choose another backend for it"
    case .hidden(_, _, let remedy): "nothing was changed; \(remedy)"
    case .locked: "nothing was read or changed; authtop encrypt --help says how to give it"
    case .wrongSecret: "nothing was read or changed; give the right one"
    case .failed: "what was stored before is unchanged; try again, or choose another backend"
    }
  }
}
