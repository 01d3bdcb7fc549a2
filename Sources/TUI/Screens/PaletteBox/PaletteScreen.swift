/// The command palette: every action by its name with its key beside it.
package struct PaletteScreen: Equatable, Sendable {
  package internal(set) var field = TextField()
  /// What can be done now and matches what was typed, best first.
  package private(set) var entries: [Entry] = []
  package internal(set) var table = Table<Action>(columns: [])

  /// An action with how it is shown.
  package struct Entry: Equatable, Sendable {
    package let action: Action
    package let keys: SafeText
    package let title: SafeText
    /// Where the typed letters stand in the title.
    package let matches: [Range<Int>]
    package let isAvailable: Bool
  }

  package init(_ context: Context, _ main: MainScreen) {
    search(context, main)
  }

  /// Finds the actions whose sentence, name or keys have the typed letters in their order.
  mutating func search(_ context: Context, _ main: MainScreen) {
    let wanted = field.text.lowercased()
    var found: [(score: Int, entry: Entry)] = []
    for binding in context.settings.keys.bindings where binding.action != .palette {
      let title = SafeText(stringLiteral: binding.title)
      guard let score = Self.score(wanted, binding) else { continue }
      let entry = Entry(
        action: binding.action,
        keys: binding.label,
        title: title,
        matches: SessionFilter.ranges(of: [wanted].filter { !$0.isEmpty }, in: title.plain),
        isAvailable: main.isAvailable(binding.action, context)
      )
      found.append((score + (entry.isAvailable ? 0 : 1000), entry))
    }
    entries = found.enumerated()
      .sorted { ($0.element.score, $0.offset) < ($1.element.score, $1.offset) }
      .map(\.element.entry)
    table = Table(columns: [])
    fit(context)
  }

  mutating func fit(_ context: Context) {
    table.fit(count: entries.count, rows: Self.listRows(entries.count, of: context.rows) + 1) {
      entries[$0].action
    } index: { action in
      entries.firstIndex { $0.action == action }
    }
  }

  /// Rows of the list on a screen so high: its box is no higher than the list, and leaves a margin.
  static func listRows(_ count: Int, of rows: Int) -> Int {
    max(1, boxRows(count, of: rows) - 4)
  }

  static func boxRows(_ count: Int, of rows: Int) -> Int {
    min(rows, max(6, min(count + 4, rows - 2)))
  }

  mutating func move(_ move: ScrollMove) {
    _ = table.move(move, count: entries.count) { entries[$0].action }
  }

  /// The action that Enter runs; nil when it would do nothing now.
  var chosen: Action? {
    entries.first { $0.action == table.selection && $0.isAvailable }?.action
  }

  /// How well it matches, 0 best; nil when it does not.
  private static func score(_ wanted: String, _ binding: KeyBinding) -> Int? {
    guard !wanted.isEmpty else { return 0 }
    if binding.label.plain == wanted { return 0 }
    let title = "\(binding.title)".lowercased()
    let name = binding.action.rawValue.lowercased()
    if title.hasPrefix(wanted) || name.hasPrefix(wanted) { return 1 }
    if title.contains(" " + wanted) { return 2 }
    if title.contains(wanted) || name.contains(wanted) { return 3 }
    return isFuzzy(wanted, title) || isFuzzy(wanted, name) ? 4 : nil
  }

  private static func isFuzzy(_ wanted: String, _ text: String) -> Bool {
    var rest = wanted.unicodeScalars.filter { $0 != " " }[...]
    for scalar in text.unicodeScalars where scalar == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
