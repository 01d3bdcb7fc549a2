internal import CNcurses
internal import TUI

/// The styles as curses knows them; colour pairs are made when first needed.
@MainActor
struct Inks {
  struct Ink {
    let look: Look
    let attributes: attr_t
    let pair: Int16
  }

  private struct Pair: Hashable {
    let foreground: Int?
    let background: Int?
  }

  private var palette: Palette
  private var inks: [Style: Ink] = [:]
  private var pairs: [Pair: Int16] = [:]

  init(colours: Int, isLight: Bool) {
    palette = Palette(colours: colours, isLight: isLight)
  }

  /// Other colours from here on; pairs that were made stay.
  mutating func use(colours: Int, isLight: Bool) {
    palette = Palette(colours: colours, isLight: isLight)
    inks = [:]
  }

  mutating func ink(for style: Style) -> Ink {
    if let ink = inks[style] { return ink }
    let look = palette.look(of: style)
    let ink = Ink(look: look, attributes: look.cursesAttributes, pair: pair(for: look))
    inks[style] = ink
    return ink
  }

  /// Pair 0 is the terminal's own colours; a terminal out of pairs keeps to it.
  private mutating func pair(for look: Look) -> Int16 {
    guard palette.colours >= 8, look.foreground != nil || look.background != nil else { return 0 }
    let wish = Pair(foreground: look.foreground, background: look.background)
    if let pair = pairs[wish] { return pair }
    let number = pairs.count + 1
    guard
      authtop_init_pair(Int32(number), Int32(look.foreground ?? -1), Int32(look.background ?? -1))
        == OK
    else { return 0 }
    pairs[wish] = Int16(number)
    return Int16(number)
  }
}
