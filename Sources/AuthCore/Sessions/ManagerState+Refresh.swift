import FoundationEssentials

extension ManagerState {
  private static let intentPrefix = "refresh/"

  /// Notes that a refresh is about to be sent; without the note it must not be.
  func note(_ intent: RefreshIntent, of id: SessionID) async throws {
    let text = String(decoding: try JSONEncoder().encode(intent), as: UTF8.self)
    try await storage.setItem(text, forKey: Self.intentPrefix + id.description)
  }

  func forgetIntent(of id: SessionID) async throws {
    try await storage.removeItem(Self.intentPrefix + id.description)
  }

  func intent(of id: SessionID) async -> RefreshIntent? {
    let text = (try? await storage.getItem(Self.intentPrefix + id.description)) ?? nil
    return text.flatMap(Self.intent)
  }

  /// Refreshes that were sent and of which nobody noted the end.
  func intents() async -> [SessionID: RefreshIntent] {
    let items = (try? await storage.items(withPrefix: Self.intentPrefix)) ?? []
    var intents: [SessionID: RefreshIntent] = [:]
    for item in items {
      guard let id = Self.session(item.key, after: Self.intentPrefix) else { continue }
      intents[id] = Self.intent(item.value)
    }
    return intents
  }

  private static func intent(_ text: String) -> RefreshIntent? {
    try? JSONDecoder().decode(RefreshIntent.self, from: Data(text.utf8))
  }
}
