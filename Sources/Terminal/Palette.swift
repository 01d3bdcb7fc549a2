internal import TUI

/// Colours for styles, by what the terminal has; the only place where a colour has a number.
///
/// On the terminal's own ground only middle tones are used, readable on dark and on light alike; other grounds set both
/// colours. Without colours what matters is said by attributes, and everything also by a sign or a word.
struct Palette {
  let colours: Int
  /// Whether the terminal's own ground is light.
  var isLight = false

  /// One colour in the three depths: of 8 or 16, of 256, and as RGB.
  private struct Tone {
    let basic: Int
    let indexed: Int
    let rgb: Int
  }

  func look(of style: Style) -> Look {
    var look = colours < 8 ? Self.plainLook(style) : colourLook(style)
    if style.extras.contains(.bold) { look.attributes.insert(.bold) }
    if style.extras.contains(.underline) { look.attributes.insert(.underline) }
    if style.extras.contains(.italic) { look.attributes.insert(.italic) }
    if style.extras.contains(.reverse) { look.attributes.formSymmetricDifference(.reverse) }
    return look
  }

  private func colourLook(_ style: Style) -> Look {
    let tone =
      style.ground != .normal
      ? Self.toneOnGround(style.role)
      : isLight ? Self.toneOnLight(style.role) : Self.tone(style.role)
    var look = Look(foreground: tone.map(number), attributes: Self.attributes(style.role))
    // Grey is the bright black that a terminal of 8 colours lacks: black text on black.
    if colours < 16, style.ground == .normal, tone?.basic == 8 {
      look.foreground = nil
      look.attributes.insert(.dim)
    }
    if let ground = Self.ground(style.ground) {
      look.background = number(ground)
      if look.foreground == nil { look.foreground = number(Self.white) }
      if colours < 16, look.foreground == look.background { look.foreground = 7 }
    }
    return look
  }

  private func number(_ tone: Tone) -> Int {
    if colours > 256 { return tone.rgb }
    if colours == 256 { return tone.indexed }
    return colours >= 16 ? tone.basic : tone.basic & 7
  }

  private static let white = Tone(basic: 15, indexed: 255, rgb: 0xEEEEEE)

  private static func ground(_ ground: Style.Ground) -> Tone? {
    switch ground {
    case .normal: nil
    case .selected: Tone(basic: 4, indexed: 24, rgb: 0x005F87)
    case .bar: Tone(basic: 0, indexed: 236, rgb: 0x303030)
    case .button: Tone(basic: 0, indexed: 239, rgb: 0x4E4E4E)
    case .black: Tone(basic: 0, indexed: 16, rgb: 0x000000)
    case .alert: Tone(basic: 1, indexed: 88, rgb: 0x870000)
    }
  }

  /// Contrast of 3 to 1 or more against black, and nearly as much against white.
  private static func tone(_ role: Style.Role) -> Tone? {
    switch role {
    case .plain, .title, .header, .input: nil
    case .dim, .hint, .expired: Tone(basic: 8, indexed: 245, rgb: 0x8A8A8A)
    case .accent, .key: Tone(basic: 12, indexed: 39, rgb: 0x00AFFF)
    case .border: Tone(basic: 8, indexed: 241, rgb: 0x626262)
    case .danger: Tone(basic: 9, indexed: 203, rgb: 0xFF5F5F)
    case .match: Tone(basic: 11, indexed: 172, rgb: 0xD78700)
    case .live, .barFull: Tone(basic: 2, indexed: 35, rgb: 0x00AF5F)
    case .verified: Tone(basic: 14, indexed: 37, rgb: 0x00AFAF)
    case .expiring: Tone(basic: 3, indexed: 172, rgb: 0xD78700)
    case .revoked: Tone(basic: 1, indexed: 167, rgb: 0xD75F5F)
    case .broken: Tone(basic: 5, indexed: 170, rgb: 0xD75FD7)
    case .mark: Tone(basic: 13, indexed: 170, rgb: 0xD75FD7)
    case .barEmpty: Tone(basic: 8, indexed: 240, rgb: 0x585858)
    }
  }

  /// Contrast of 4.5 to 1 or more against white.
  private static func toneOnLight(_ role: Style.Role) -> Tone? {
    switch role {
    case .plain, .title, .header, .input: nil
    case .dim, .hint, .expired: Tone(basic: 8, indexed: 242, rgb: 0x6C6C6C)
    case .accent, .key: Tone(basic: 4, indexed: 25, rgb: 0x005FAF)
    case .border, .barEmpty: Tone(basic: 8, indexed: 247, rgb: 0x9E9E9E)
    case .danger, .revoked: Tone(basic: 1, indexed: 160, rgb: 0xD70000)
    case .match, .expiring: Tone(basic: 3, indexed: 94, rgb: 0x875F00)
    case .live, .barFull: Tone(basic: 2, indexed: 28, rgb: 0x008700)
    case .verified: Tone(basic: 6, indexed: 30, rgb: 0x008787)
    case .broken, .mark: Tone(basic: 5, indexed: 127, rgb: 0xAF00AF)
    }
  }

  /// Bright tones, for grounds that are dark on every terminal.
  private static func toneOnGround(_ role: Style.Role) -> Tone? {
    switch role {
    case .plain, .title, .input: white
    case .header: Tone(basic: 7, indexed: 252, rgb: 0xD0D0D0)
    case .dim, .hint, .expired, .border, .barEmpty: Tone(basic: 7, indexed: 248, rgb: 0xA8A8A8)
    case .accent, .key: Tone(basic: 14, indexed: 81, rgb: 0x5FD7FF)
    case .danger, .revoked: Tone(basic: 9, indexed: 210, rgb: 0xFF8787)
    case .match, .expiring: Tone(basic: 11, indexed: 221, rgb: 0xFFD75F)
    case .live, .barFull: Tone(basic: 10, indexed: 84, rgb: 0x5FFF87)
    case .verified: Tone(basic: 14, indexed: 86, rgb: 0x5FFFD7)
    case .broken, .mark: Tone(basic: 13, indexed: 213, rgb: 0xFF87FF)
    }
  }

  private static func attributes(_ role: Style.Role) -> Look.Attributes {
    switch role {
    case .title, .danger, .key: .bold
    case .match: [.bold, .underline]
    case .mark: .reverse
    case .input: .underline
    default: []
    }
  }

  private static func plainLook(_ style: Style) -> Look {
    var attributes: Look.Attributes =
      switch style.role {
      case .dim, .hint, .border, .barEmpty: .dim
      case .accent, .expiring: .bold
      default: Self.attributes(style.role)
      }
    // A pattern that a camera reads must not be turned around.
    if style.ground == .black { return Look(attributes: []) }
    if style.ground != .normal { attributes.formSymmetricDifference(.reverse) }
    if style.ground != .normal { attributes.remove(.dim) }
    return Look(attributes: attributes)
  }
}
