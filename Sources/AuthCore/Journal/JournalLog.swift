/// The journal's entries and traces in a storage.
struct JournalLog: Sendable {
  private static let entries = "entries/"
  private static let traces = "seen/"
  private static let pointers = "pointers/"
  private static let looks = "looks/"

  let storage: any ListingStorage
  /// Traces of what ends with the terminal or the process: another one must not miss it.
  let passing = MemoryStorage()
  let backends: [Backend]

  /// Entries that match, the newest first.
  func read(_ filter: JournalFilter, limit: Int = .max) async throws -> [JournalEntry] {
    // Few entries are about one session: the text is searched before it is taken apart.
    let needle = filter.session?.username ?? filter.part.flatMap { $0.contains("/") ? nil : $0 }
    var found: [JournalEntry] = []
    for item in try await storage.items(withPrefix: Self.entries).reversed() {
      if let needle, Self.isPlain(needle), !item.value.contains(needle) { continue }
      let id = String(decoding: item.key.utf8.dropFirst(Self.entries.utf8.count), as: UTF8.self)
      guard let entry = UndoRecord.value(JournalRecord.self, item.value)?.entry(id: id),
        filter.matches(entry)
      else { continue }
      found.append(entry)
      if found.count == limit { break }
    }
    return found.sorted { ($0.date, $0.id) > ($1.date, $1.id) }
  }

  /// Whether a text stands in JSON as it is.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x2F && $0 != 0x5C }
  }

  /// The writes that add entries after the newest.
  func adding(_ entries: [JournalEntry], after newest: inout String?) -> [StorageChange] {
    entries.compactMap { entry in
      let id = TimedID.next(after: newest, at: entry.date)
      newest = id
      return (try? UndoRecord.text(JournalRecord(entry))).map {
        .set(key: Self.entries + id, value: $0)
      }
    }
  }

  /// Removes the oldest entries above a number.
  func trim(to limit: Int) async throws {
    let keys = try await storage.items(withPrefix: Self.entries).map(\.key)
    let changes = keys.prefix(max(0, keys.count - limit)).map { StorageChange.remove(key: $0) }
    if !changes.isEmpty { try await storage.makeChanges(changes) }
  }

  /// Where a backend's traces are kept.
  func traceStorage(_ id: BackendID) -> any ListingStorage {
    let isPermanent = backends.first { $0.id == id }?.lifetime == .permanent
    return isPermanent ? storage : passing
  }

  func known(_ look: JournalNotice.Look) async throws -> JournalNotice.Known {
    let storage = traceStorage(look.backend)
    var known = JournalNotice.Known()
    let ids = Dictionary(
      look.sessions.map { ($0.id.description, $0.id) },
      uniquingKeysWith: { first, _ in first }
    )
    for item in try await storage.items(withPrefix: "\(Self.traces)\(look.backend)/") {
      let name = String(decoding: item.key.utf8.dropFirst(Self.traces.utf8.count), as: UTF8.self)
      guard let trace = SessionTrace(item.value), let id = ids[name] ?? SessionID(name) else {
        continue
      }
      known.traces[id] = trace
    }
    let prefix = "\(Self.pointers)\(look.backend)/"
    for item in try await storage.items(withPrefix: prefix) {
      let client = String(decoding: item.key.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
      known.pointers[client] = JournalNotice.Pointer(item.value)
    }
    known.look = await lastLook(at: look.backend)
    return known
  }

  /// When a backend was looked at last, as far as that was worth noting.
  func lastLook(at backend: BackendID) async -> NumericDate? {
    let text = (try? await traceStorage(backend).getItem("\(Self.looks)\(backend)")) ?? nil
    return text.flatMap { Int64($0) }.map { NumericDate(milliseconds: $0) }
  }

  /// The writes that remember what a look found; none when it found nothing new.
  func remembering(_ notice: JournalNotice, _ look: JournalNotice.Look) -> [StorageChange] {
    remembering(notice, in: look.backend) + [
      .set(key: "\(Self.looks)\(look.backend)", value: "\(look.date.milliseconds)")
    ]
  }

  /// The writes that remember how somebody left some sessions and pointers.
  func remembering(_ notice: JournalNotice, in backend: BackendID) -> [StorageChange] {
    notice.traces.map { id, trace in
      .set(key: Self.traces + id.description, value: trace.text)
    }
      + notice.pointers.map { client, pointer in
        .set(key: "\(Self.pointers)\(backend)/\(client)", value: pointer.text)
      }
  }

  /// What is remembered of a session.
  func trace(of id: SessionID) async -> SessionTrace? {
    let key = Self.traces + id.description
    guard let text = try? await traceStorage(id.backend).getItem(key) else { return nil }
    return SessionTrace(text)
  }

  /// What a session and its pointer are like now.
  func look(at id: SessionID) async -> (session: Session?, pointer: String?) {
    guard let storage = backends.first(where: { $0.id == id.backend })?.storage else {
      return (nil, nil)
    }
    // Without the tokens, where that is possible: they may be encrypted.
    if let summarising = storage as? any SummarisingStorage,
      let page = try? await summarising.summaries(of: [SessionUser(id)])
    {
      let facts = page.rows.first?.facts
      let pointer = page.pointers.first { $0.clientID.hasSameBytes(as: id.clientID) }
      return (facts.flatMap { $0.hasTokens ? $0.session(id: id) : nil }, pointer?.username)
    }
    let stored = try? await storage.storedSession(clientID: id.clientID, username: id.username)
    let pointer = (try? await storage.pointer(clientID: id.clientID)) ?? nil
    return (stored.flatMap { $0.hasTokens ? $0.session(id: id) : nil }, pointer)
  }

  /// The writes that remember how authtop itself left a session.
  func remembering(
    _ id: SessionID,
    _ found: (session: Session?, pointer: String?),
    at now: NumericDate
  ) -> [StorageChange] {
    let trace = found.session.map { SessionTrace($0, at: now) } ?? .gone(at: now)
    let pointer = JournalNotice.Pointer(found.pointer ?? "", at: now.milliseconds)
    return [
      .set(key: Self.traces + id.description, value: trace.text),
      .set(key: "\(Self.pointers)\(id.backend)/\(id.clientID)", value: pointer.text),
    ]
  }
}

extension SessionID {
  /// An id from its own description; a user name may hold slashes.
  package init?(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "/"),
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3 else { return nil }
    self.init(
      backend: BackendID(String(decoding: parts[0], as: UTF8.self)),
      clientID: String(decoding: parts[1], as: UTF8.self),
      username: String(decoding: parts[2], as: UTF8.self)
    )
  }
}
