import FoundationEssentials

extension ManagerState {
  static let intentPrefix = "refresh/"

  /// Notes that a refresh is about to be sent; without the note it must not be.
  func note(_ intent: RefreshIntent, of id: SessionID) async throws {
    let text = String(decoding: try JSONEncoder().encode(intent), as: UTF8.self)
    try await notes.set(text, Self.intentPrefix, of: id)
  }

  func forgetIntent(of id: SessionID) async throws {
    try await notes.remove(Self.intentPrefix, of: id)
  }

  func intent(of id: SessionID) async -> RefreshIntent? {
    let text = (try? await notes.text(Self.intentPrefix, of: id)) ?? nil
    return text.flatMap(Self.intent)
  }

  /// Refreshes that were sent and of which nobody noted the end.
  func intents() async -> [SessionID: RefreshIntent] {
    var intents: [SessionID: RefreshIntent] = [:]
    for note in await notes.all(Self.intentPrefix) { intents[note.id] = Self.intent(note.text) }
    return intents
  }

  private static func intent(_ text: String) -> RefreshIntent? {
    try? JSONDecoder().decode(RefreshIntent.self, from: Data(text.utf8))
  }
}
