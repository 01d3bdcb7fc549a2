/// Why a change cannot be taken back; nothing was changed.
public enum UndoError: Error, Equatable, Sendable {
  case nothing(redo: Bool)
  case unknown(String)
  case ambiguous(String, count: Int)
  case takenBack(String, by: String?)
  /// Something newer is stored where the old values would go; each change is a sentence.
  case changed(String, [String])
  /// The old values were kept by backends that are gone.
  case gone(String, [BackendID])
  /// Old values stay in backends that are not here now or did not answer; the rest was forgotten.
  case kept([BackendID])
  /// The log cannot be read.
  case log(StorageError)
}

extension UndoError: CustomStringConvertible {
  /// What happened, what was kept, and what to do next, in one line.
  public var description: String {
    switch self {
    case .nothing(let redo):
      (redo ? "no step was taken back that could be done again" : "there is nothing to take back")
        + "; nothing was changed; \(Self.list)"
    case .unknown(let id): "the undo log has no step \(id); nothing was changed; \(Self.list)"
    case .ambiguous(let id, let count):
      "\"\(id)\" is a part of \(count) steps; nothing was changed; name more of it"
    case .takenBack(let title, let by):
      "\"\(title)\" was taken back already; nothing was changed; "
        + (by.map { "take back step \($0) to do it again" } ?? Self.list)
    case .changed(let title, let changes):
      "\"\(title)\" cannot be taken back, because something newer is stored since: "
        + changes.joined(separator: "; ")
        + "; nothing was changed; move or remove the newer one first"
    case .gone(let title, let backends):
      "\"\(title)\" cannot be taken back: what it needs was kept in "
        + "\(backends.map(\.rawValue).joined(separator: " and ")) alone and is gone with it; nothing "
        + "was changed; sign in again"
    case .kept(let backends):
      "\(backends.map(\.rawValue).joined(separator: " and ")) could not be asked and may keep old values "
        + "under authtop.undo.…; the rest was forgotten; forget again when it answers, or remove them there"
    case .log(let error): "the undo log cannot be read: \(error)"
    }
  }

  private static let list = "authtop undo --list shows what there is"
}
