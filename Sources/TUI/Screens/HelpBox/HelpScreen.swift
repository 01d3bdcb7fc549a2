/// The help: every key, from the table that dispatches them, searchable.
package struct HelpScreen: Equatable, Sendable {
  package internal(set) var search = TextField()
  package internal(set) var pager = Pager()

  package init(_ context: Context) {
    fit(context)
  }

  /// The bindings whose key or sentence has the searched letters.
  package private(set) var bindings: [KeyBinding] = []

  mutating func fit(_ context: Context) {
    let wanted = search.text.lowercased()
    bindings = context.settings.keys.bindings.filter { binding in
      wanted.isEmpty || "\(binding.title) \(binding.label.plain)".lowercased().contains(wanted)
    }
    pager.fit(count: bindings.count, rows: context.rows - 5)
  }
}
