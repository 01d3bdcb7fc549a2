extension QRCode {
  /// The code as lines of text, quiet zone included.
  ///
  /// Light modules are drawn and dark ones left out, so that on a dark ground it looks as on paper;
  /// a front end with colours sets white on black and is right on any ground. With Unicode a line
  /// holds two rows of modules in half blocks; with ASCII a module is two columns wide.
  package func lines(charset: Charset = .unicode) -> [String] {
    let range = -Self.quietZone..<size + Self.quietZone
    guard charset == .unicode else {
      return range.map { y in
        range.reduce(into: "") { $0 += isDark(x: $1, y: y) ? "  " : "##" }
      }
    }
    return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { y in
      range.reduce(into: "") { line, x in
        let below = y + 1 < range.upperBound && !isDark(x: x, y: y + 1)
        switch (!isDark(x: x, y: y), below) {
        case (true, true): line += "█"
        case (true, false): line += "▀"
        case (false, true): line += "▄"
        case (false, false): line += " "
        }
      }
    }
  }

  /// The room that it takes, quiet zone included.
  package func room(charset: Charset) -> (columns: Int, rows: Int) {
    let modules = size + 2 * Self.quietZone
    return charset == .unicode ? (modules, (modules + 1) / 2) : (2 * modules, modules)
  }

  /// Draws the code in the middle of a region; returns false, and draws nothing, where it does not
  /// fit.
  @discardableResult
  package func draw(in region: Region) -> Bool {
    let room = room(charset: region.charset)
    guard room.columns <= region.columns, room.rows <= region.rows else { return false }
    let place = region.centred(columns: room.columns, rows: room.rows)
    for (y, line) in lines(charset: region.charset).enumerated() {
      place.put(SafeText(foreign: line), y: y, .plain.on(.black))
    }
    return true
  }
}
