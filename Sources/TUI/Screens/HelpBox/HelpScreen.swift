/// The help: every key, from the table that dispatches them, searchable.
package struct HelpScreen: Equatable, Sendable {
  package internal(set) var search = TextField()
  package internal(set) var pager = Pager()

  package init(_ context: Context) {
    fit(context)
  }

  /// The bindings whose key or sentence has the searched letters.
  package var bindings: [KeyBinding] {
    let wanted = search.text.lowercased()
    guard !wanted.isEmpty else { return KeyBinding.table }
    return KeyBinding.table.filter { binding in
      "\(binding.title) \(binding.label)".lowercased().contains(wanted)
    }
  }

  mutating func fit(_ context: Context) {
    pager.fit(count: bindings.count, rows: context.rows - 5)
  }
}
