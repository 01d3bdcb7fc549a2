package import AuthCore

/// What happened in all backends, in one, or to one session, the newest first; narrowed by kind, time
/// and words.
package struct JournalScreen: Equatable, Sendable {
  /// How far back is looked.
  package enum Since: Int, CaseIterable, Sendable {
    case ever, quarter, hour, shift, day, week

    var text: SafeText {
      switch self {
      case .ever: "ever"
      case .quarter: "15m"
      case .hour: "1h"
      case .shift: "8h"
      case .day: "1d"
      case .week: "7d"
      }
    }

    /// Nil for all that is kept.
    var milliseconds: Int64? {
      switch self {
      case .ever: nil
      case .quarter: 900_000
      case .hour: 3_600_000
      case .shift: 28_800_000
      case .day: 86_400_000
      case .week: 604_800_000
      }
    }
  }

  /// What Tab goes through: everything, a backend, a session's user and client.
  private let filters: [JournalFilter]
  private var whose = 0
  /// The one kind that is shown; nil shows all.
  package private(set) var kind: JournalEntry.Kind?
  package private(set) var since = Since.ever
  /// Words that must stand in an entry.
  package private(set) var words = ""
  /// The words while they are typed; nil when keys go elsewhere.
  package internal(set) var typed: TextField?
  /// Nil while they are read.
  private(set) var entries: [JournalEntry]?
  /// Those that are shown.
  private(set) var found: [JournalEntry] = []
  private(set) var selected = 0
  private(set) var scroll = Scroll()

  package init(backend: BackendID?, session: SessionID?, _ context: Context) {
    let place = backend ?? session?.backend
    filters =
      [JournalFilter()] + (place.map { [JournalFilter(backend: $0)] } ?? [])
      + (session.map { [JournalFilter(session: $0)] } ?? [])
    whose = backend == nil ? 0 : 1
    fit(context)
  }

  /// What is read.
  package var filter: JournalFilter { filters[whose] }

  var isNarrowed: Bool { kind != nil || since != .ever || !words.isEmpty }

  var selection: JournalEntry? { found.indices.contains(selected) ? found[selected] : nil }

  /// Takes the entries that were read; the chosen one stays chosen.
  mutating func take(_ entries: [JournalEntry], _ context: Context) {
    self.entries = entries
    relist(context)
  }

  /// Whose entries are shown next; they are to be read.
  mutating func nextFilter() {
    whose = (whose + 1) % filters.count
    (entries, found, selected) = (nil, [], 0)
  }

  /// The kinds that there are under the other conditions, with their numbers.
  func kinds(_ context: Context) -> [(kind: JournalEntry.Kind, count: Int)] {
    let counts = (entries ?? []).filter { passes($0, context) }
      .reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    return JournalEntry.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
  }

  /// Goes on to the next kind that there is, and from the last to all.
  mutating func nextKind(_ step: Int, _ context: Context) {
    let kinds: [JournalEntry.Kind?] = [nil] + kinds(context).map(\.kind)
    let place = kinds.firstIndex(of: kind) ?? 0
    kind = kinds[(place + step + kinds.count) % kinds.count]
    relist(context)
  }

  mutating func nextSince(_ context: Context) {
    since = Since(rawValue: since.rawValue + 1) ?? .ever
    relist(context)
  }

  mutating func search(_ text: String, _ context: Context) {
    words = text
    relist(context)
  }

  mutating func widen(_ context: Context) {
    (kind, since, words) = (nil, .ever, "")
    relist(context)
  }

  mutating func select(_ row: Int, _ context: Context) {
    selected = max(0, min(row, found.count - 1))
    fit(context)
  }

  private mutating func relist(_ context: Context) {
    let before = selection?.id
    found = (entries ?? []).filter { (kind == nil || $0.kind == kind) && passes($0, context) }
    // Who looks at the newest goes on to look at the newest.
    selected = selected == 0 ? 0 : found.firstIndex { $0.id == before } ?? 0
    fit(context)
  }

  /// Whether an entry is late enough and has all the words.
  private func passes(_ entry: JournalEntry, _ context: Context) -> Bool {
    if let length = since.milliseconds, context.now.milliseconds(since: entry.date) > length {
      return false
    }
    guard !words.isEmpty else { return true }
    let text =
      "\(entry.kind.rawValue) \(entry) \(entry.session?.description ?? "") \(entry.backend) "
      + context.dateText(entry.date)
    let lowered = text.lowercased()
    return words.lowercased().split(separator: " ").allSatisfy { lowered.contains($0) }
  }

  mutating func fit(_ context: Context) {
    scroll.reveal(selected, count: found.count, rows: Self.listRows(context.rows))
  }

  /// Rows of the list on a screen so high; the rest is for the chosen entry.
  static func listRows(_ rows: Int) -> Int {
    let inner = rows - 4
    return max(1, inner < 8 ? inner : inner - (inner < 16 ? 4 : inner < 30 ? 7 : 10))
  }
}
