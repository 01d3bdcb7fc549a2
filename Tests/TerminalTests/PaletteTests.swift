import TUI
import Testing

@testable import Terminal

struct PaletteTests {
  @Test func `without colours no style has one, and what matters still differs`() {
    let palette = Palette(colours: 0)
    for role in Style.Role.allCases {
      for ground in Style.Ground.allCases {
        let look = palette.look(of: Style(role, on: ground))
        #expect(look.foreground == nil && look.background == nil)
      }
    }
    #expect(palette.look(of: .selected) != palette.look(of: .plain))
    #expect(palette.look(of: .mark).attributes.contains(.reverse))
    #expect(palette.look(of: .danger).attributes.contains(.bold))
  }

  @Test(arguments: [8, 16, 256, 16_777_216])
  func `colours stay within the terminal's, and grounds set both`(colours: Int) {
    let palette = Palette(colours: colours)
    for role in Style.Role.allCases {
      for ground in Style.Ground.allCases {
        let look = palette.look(of: Style(role, on: ground))
        for colour in [look.foreground, look.background].compactMap(\.self) {
          #expect((0..<colours).contains(colour))
        }
        if ground != .normal { #expect(look.foreground != look.background) }
        if ground == .selected { #expect(look.foreground != nil && look.background != nil) }
      }
    }
    #expect(palette.look(of: .plain).foreground == nil)
  }

  @Test func `nothing is black on the terminal's own ground`() {
    for role in Style.Role.allCases {
      #expect(Palette(colours: 8).look(of: Style(role)).foreground != 0)
    }
    #expect(Palette(colours: 8).look(of: .dim).attributes.contains(.dim))
  }

  @Test func `decoded and verified never look alike`() {
    for colours in [0, 8, 16, 256] {
      let palette = Palette(colours: colours)
      if colours > 0 { #expect(palette.look(of: .verified) != palette.look(of: .plain)) }
      if colours >= 16 { #expect(palette.look(of: .verified) != palette.look(of: .live)) }
    }
  }

  @Test func `the environment decides on colours and synchronized output`() {
    func traits(_ environment: [String: String], _ depth: Int = 256) -> TerminalTraits {
      TerminalTraits(environment: environment, depth: depth, noColours: false)
    }
    #expect(traits(["TERM": "xterm-256color"]).colours == 256)
    #expect(traits(["TERM": "xterm", "NO_COLOR": "1"]).colours == 0)
    #expect(traits(["TERM": "xterm", "NO_COLOR": ""]).colours == 256)
    #expect(traits(["TERM": "vt100"], -1).colours == 0)
    #expect(traits(["TERM": "xterm"], 8).colours == 8)
    #expect(traits(["TERM": "xterm-kitty"]).hasSynchronizedOutput)
    #expect(!traits(["TERM": "xterm-kitty", "TMUX": "/tmp/x"]).hasSynchronizedOutput)
    #expect(!traits(["TERM": "linux"]).hasTitle)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `base64 is that of RFC 4648`(text: String, expected: String) {
    #expect(Base64.encode(Array(text.utf8)) == expected)
  }

  @Test func `each error says what to do next`() {
    let errors: [TerminalError] = [
      .inputIsNoTerminal, .outputIsNoTerminal, .noTerminalName, .cannotDraw(name: "dumb"),
      .cannotStart,
    ]
    for error in errors { #expect(error.sentence.contains("authtop list")) }
  }

  @Test(arguments: [false, true])
  func `24 bits show the very colours that 256 show`(isLight: Bool) {
    let (indexed, direct) = (
      Palette(colours: 256, isLight: isLight), Palette(colours: 16_777_216, isLight: isLight)
    )
    for role in Style.Role.allCases {
      for ground in Style.Ground.allCases {
        let (few, many) = (
          indexed.look(of: Style(role, on: ground)), direct.look(of: Style(role, on: ground))
        )
        #expect(few.foreground.map(Self.rgb) == many.foreground, "\(role) on \(ground)")
        #expect(few.background.map(Self.rgb) == many.background, "\(role) on \(ground)")
      }
    }
  }

  /// xterm's colours from 16 on: a cube of six levels, then greys.
  private static func rgb(_ index: Int) -> Int {
    guard index < 232 else { return (8 + 10 * (index - 232)) * 0x010101 }
    let levels = [0, 95, 135, 175, 215, 255]
    let number = index - 16
    return levels[number / 36] << 16 | levels[number / 6 % 6] << 8 | levels[number % 6]
  }
}
