/// What the environment gives away about the terminal; nothing is asked of the terminal itself.
struct TerminalTraits: Hashable {
  let colours: Int
  let hasSynchronizedOutput: Bool
  let hasTitle: Bool

  /// `depth` is terminfo's number of colours.
  init(environment: [String: String], depth: Int, noColours: Bool) {
    let name = environment["TERM"] ?? ""
    let program = environment["TERM_PROGRAM"] ?? ""
    let isMultiplexer = ["TMUX", "STY"].contains { !(environment[$0] ?? "").isEmpty }
    // https://no-color.org: set to anything but the empty string.
    let wantsNone = noColours || !(environment["NO_COLOR"] ?? "").isEmpty
    colours = wantsNone || depth < 8 ? 0 : Self.rounded(depth)
    let known = ["kitty", "alacritty", "foot", "ghostty", "wezterm", "contour"]
    hasSynchronizedOutput =
      !isMultiplexer
      && (known.contains { name.contains($0) }
        || ["WezTerm", "iTerm.app", "ghostty"].contains(program))
    hasTitle = !["linux", "vt", "ansi", "cons"].contains { name.hasPrefix($0) }
  }

  private static func rounded(_ depth: Int) -> Int {
    [16_777_216, 256, 16].first { depth >= $0 } ?? 8
  }
}
