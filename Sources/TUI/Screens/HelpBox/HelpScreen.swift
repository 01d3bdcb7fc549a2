/// The help: every key, from the table that dispatches them, searchable.
package struct HelpScreen: Equatable, Sendable {
  package internal(set) var top = 0
  package internal(set) var search = ""

  package init() {}

  /// The bindings whose key or sentence has the searched letters.
  package var bindings: [KeyBinding] {
    let wanted = search.lowercased()
    guard !wanted.isEmpty else { return KeyBinding.table }
    return KeyBinding.table.filter { binding in
      "\(binding.title) \(binding.label)".lowercased().contains(wanted)
    }
  }
}
