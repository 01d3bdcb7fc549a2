/// Whether the terminal's own background is light, by what it or the environment tells.
enum Background {
  /// `COLORFGBG`, as rxvt, Konsole and others set it: foreground;background by their ANSI numbers.
  static func isLight(colourPair text: String?) -> Bool? {
    guard let last = text?.split(separator: ";").last, let number = Int(last) else { return nil }
    return number == 7 || number == 15 || (9...14).contains(number)
  }

  /// The answer to OSC 11, `11;rgb:RRRR/GGGG/BBBB` with one to four digits each; nil for others.
  static func isLight(reply bytes: some Collection<UInt8>) -> Bool? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("11;rgb:") || text.hasPrefix("11;rgba:") else { return nil }
    let parts = text.drop { $0 != ":" }.dropFirst().split(separator: "/")
    let levels = parts.prefix(3).compactMap { part -> Double? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      return Double(value) / Double((1 << (4 * part.count)) - 1)
    }
    guard levels.count == 3 else { return nil }
    // Luma of ITU-R BT.709.
    return 0.2126 * levels[0] + 0.7152 * levels[1] + 0.0722 * levels[2] > 0.5
  }
}
