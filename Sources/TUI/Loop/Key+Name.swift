extension Key {
  /// The names of keys that are no character, as settings write them.
  private static let names: [(name: String, key: Key, label: StaticString)] = [
    ("enter", .enter, "Enter"), ("esc", .escape, "Esc"), ("tab", .tab, "Tab"),
    ("shift-tab", .backTab, "S-Tab"), ("backspace", .backspace, "BkSp"),
    ("delete", .delete, "Del"), ("insert", .insert, "Ins"), ("space", .character(" "), "Space"),
    ("up", .up, "↑"), ("down", .down, "↓"), ("left", .left, "←"), ("right", .right, "→"),
    ("home", .home, "Home"), ("end", .end, "End"), ("pageup", .pageUp, "PgUp"),
    ("pagedown", .pageDown, "PgDn"),
  ]

  /// The key of a name: `r`, `R`, `space`, `enter`, `f1`, `ctrl-r`, `alt-x`; nil for anything else.
  package init?(name: String) {
    if let known = Self.names.first(where: { $0.name == name }) {
      self = known.key
    } else if let character = Self.only(name) {
      self = .character(character)
    } else if let character = Self.only(name, after: "ctrl-"), character.isLowercase {
      self = .ctrl(character)
    } else if let character = Self.only(name, after: "alt-") {
      self = .alt(character)
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The name of the key for settings; nil for what is no key of a keyboard.
  package var name: String? {
    if let known = Self.names.first(where: { $0.key == self }) { return known.name }
    return switch self {
    case .character(let character): String(character)
    case .ctrl(let character): "ctrl-\(character)"
    case .alt(let character): "alt-\(character)"
    case .function(let number): "f\(number)"
    default: nil
    }
  }

  /// The key as it is printed in hints and help: `r`, `^R`, `PgDn`.
  package var label: SafeText {
    if let known = Self.names.first(where: { $0.key == self }) {
      return SafeText(stringLiteral: known.label)
    }
    return switch self {
    case .character(let character): SafeText(foreign: String(character))
    case .ctrl(let character): "^\(SafeText(foreign: character.uppercased()))"
    case .alt(let character): "M-\(SafeText(foreign: String(character)))"
    case .function(let number): "F\(number)"
    default: "?"
    }
  }

  /// The one visible character that a text consists of.
  private static func only(_ text: String, after prefix: String = "") -> Character? {
    guard text.hasPrefix(prefix) else { return nil }
    let rest = text.dropFirst(prefix.count)
    guard let character = rest.first, rest.count == 1, !character.isWhitespace else { return nil }
    return character
  }
}
