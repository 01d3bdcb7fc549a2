/// Which key does what: the table's keys, with those that the user chose instead.
package struct KeyMap: Equatable, Sendable {
  /// The keys that stand in for the table's, by action.
  package private(set) var changes: [Action: [Key]] = [:]
  private var byKey: [Key: Action]

  /// One key that two actions claim.
  package struct Clash: Error, Equatable, Sendable {
    package let key: Key
    package let first: Action
    package let second: Action
  }

  /// The table's own keys.
  package static let standard = KeyMap()

  private init() {
    byKey = [:]
    for binding in KeyBinding.table { for key in binding.keys { byKey[key] = binding.action } }
  }

  /// The table with other keys for some actions; no key may have two meanings.
  package init(changes: [Action: [Key]]) throws(Clash) {
    self = .standard
    self.changes = changes
    byKey = [:]
    for binding in bindings {
      for key in binding.keys {
        if let first = byKey[key], first != binding.action {
          throw Clash(key: key, first: first, second: binding.action)
        }
        byKey[key] = binding.action
      }
    }
    byKey.merge(Self.wayOut) { chosen, _ in chosen }
  }

  /// The ways out that stay unless a key of theirs is given to something else.
  private static let wayOut: [Key: Action] = [.ctrl("c"): .quit, .escape: .back, .enter: .open]

  /// The table as it holds.
  package var bindings: [KeyBinding] {
    KeyBinding.table.map { binding in
      var binding = binding
      binding.keys = changes[binding.action] ?? binding.keys
      return binding
    }
  }

  /// The action of a key, nil for a key that does nothing.
  package func action(for key: Key) -> Action? { byKey[key] }

  /// The first key of an action, as it is printed.
  package func label(of action: Action) -> SafeText {
    let keys = changes[action] ?? KeyBinding.table.first { $0.action == action }?.keys
    return keys?.first?.label ?? ""
  }
}
