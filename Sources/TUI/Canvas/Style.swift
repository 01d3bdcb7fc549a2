/// How a cell looks, by what it means; `Terminal` chooses colours.
///
/// A role, the ground that it stands on, and what is added: `.live.bold`, `.dim.on(.bar)`.
package struct Style: Hashable, Sendable {
  /// What the text means.
  package enum Role: UInt8, CaseIterable, Sendable {
    case plain, title, dim, accent, header, border, hint, key, danger, match, input
    case live, expiring, expired, revoked, broken, verified
    /// A character that cannot be shown, as `<U+001B>`.
    case mark
    case barFull, barEmpty
  }

  /// What lies under the text.
  package enum Ground: UInt8, CaseIterable, Sendable {
    case normal, selected, bar, button
    /// Black under white on every terminal: what is read by a camera.
    case black
    /// The header while the screen is not as of now.
    case alert
  }

  /// What is added to the colours.
  package struct Extras: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    package static let bold = Extras(rawValue: 1)
    package static let underline = Extras(rawValue: 2)
    package static let reverse = Extras(rawValue: 4)
    package static let italic = Extras(rawValue: 8)
  }

  package var role: Role
  package var ground: Ground
  package var extras: Extras

  package init(_ role: Role, on ground: Ground = .normal, _ extras: Extras = []) {
    self.role = role
    self.ground = ground
    self.extras = extras
  }

  package func on(_ ground: Ground) -> Style { Style(role, on: ground, extras) }
  package func adding(_ more: Extras) -> Style { Style(role, on: ground, extras.union(more)) }

  package var bold: Style { adding(.bold) }
  package var underlined: Style { adding(.underline) }
  package var reversed: Style { adding(.reverse) }
  package var italic: Style { adding(.italic) }
}

extension Style {
  package static let plain = Style(.plain)
  package static let title = Style(.title)
  package static let dim = Style(.dim)
  package static let accent = Style(.accent)
  package static let header = Style(.header, on: .bar)
  package static let border = Style(.border)
  package static let hint = Style(.hint)
  package static let key = Style(.key)
  package static let danger = Style(.danger)
  package static let match = Style(.match)
  package static let input = Style(.input)
  package static let live = Style(.live)
  package static let expiring = Style(.expiring)
  package static let expired = Style(.expired)
  package static let revoked = Style(.revoked)
  package static let broken = Style(.broken)
  package static let verified = Style(.verified)
  package static let mark = Style(.mark)
  package static let barFull = Style(.barFull)
  package static let barEmpty = Style(.barEmpty)
  /// Plain text of the chosen item.
  package static let selected = Style(.plain, on: .selected)
}
