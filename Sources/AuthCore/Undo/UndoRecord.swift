import FoundationEssentials

/// A step as the log keeps it, readable without any key.
struct UndoRecord: Codable {
  let at: Int64
  let kind: UndoStep.Kind
  let title: String
  /// Backend, client and user of each session.
  let sessions: [[String]]
  let backends: [BackendID]
  let beyond: [String]
  let revoked: Bool
  let undoes: String?
  var end: UndoStep.End

  init(_ step: UndoStep) {
    at = step.date.milliseconds
    kind = step.kind
    title = step.title
    sessions = step.sessions.map { [$0.backend.rawValue, $0.clientID, $0.username] }
    backends = step.backends
    beyond = step.beyond
    revoked = step.isRevoked
    undoes = step.undoes
    end = step.end
  }

  func step(id: String) -> UndoStep {
    UndoStep(
      id: id,
      date: NumericDate(milliseconds: at),
      kind: kind,
      title: title,
      sessions: sessions.compactMap { parts in
        guard parts.count == 3 else { return nil }
        return SessionID(backend: BackendID(parts[0]), clientID: parts[1], username: parts[2])
      },
      backends: backends,
      beyond: beyond,
      isRevoked: revoked,
      undoes: undoes,
      end: end
    )
  }

  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
