/// One control sequence (CSI) and what it does; ECMA-48 and xterm's control sequences.
struct VTControl {
  private let prefix: UInt8?
  private let parameters: [Int]
  private let final: UInt8
  private let whole: String

  /// Private modes that a program may switch.
  private static let modes: Set<Int> = [1, 7, 12, 25, 1000, 1006, 1049, 2004, 2026]

  init(_ bytes: [UInt8], final: UInt8) {
    whole = String(decoding: bytes + [final], as: UTF8.self)
    prefix = bytes.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    self.final = final
    parameters = bytes.dropFirst(prefix == nil ? 0 : 1)
      .split(separator: 0x3B, omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
  }

  private func count(_ index: Int = 0) -> Int {
    parameters.indices.contains(index) ? max(1, parameters[index]) : 1
  }

  func apply(to screen: inout VTScreen) {
    let isKnown: Bool
    if prefix != nil {
      isKnown = switchModes(&screen)
    } else {
      isKnown = move(&screen) || edit(&screen) || set(&screen)
    }
    if !isKnown { screen.faults.append("control sequence \(whole)") }
  }

  private func switchModes(_ screen: inout VTScreen) -> Bool {
    guard prefix == 0x3F, final == 0x68 || final == 0x6C else { return false }
    for mode in parameters {
      guard Self.modes.contains(mode) else { return false }
      if final == 0x68 { screen.modes.insert(mode) } else { screen.modes.remove(mode) }
      if mode == 1049 { screen.switchScreen(toAlternate: final == 0x68) }
    }
    return true
  }

  private func move(_ screen: inout VTScreen) -> Bool {
    let (lastX, lastY) = (screen.columns - 1, screen.rows - 1)
    switch final {
    case 0x41: screen.y = max(0, screen.y - count())
    case 0x42: screen.y = min(lastY, screen.y + count())
    case 0x43: screen.x = min(lastX, screen.x + count())
    case 0x44: screen.x = max(0, screen.x - count())
    case 0x47: screen.x = min(lastX, count() - 1)
    case 0x64: screen.y = min(lastY, count() - 1)
    case 0x48: (screen.x, screen.y) = (min(lastX, count(1) - 1), min(lastY, count() - 1))
    case 0x5A: screen.x = max(0, (screen.x - 1) / 8 * 8)
    default: return false
    }
    screen.isWrapPending = false
    return true
  }

  private func edit(_ screen: inout VTScreen) -> Bool {
    let what = parameters.first ?? 0
    switch final {
    case 0x4A where what == 0 || what == 2:
      if what == 2 || (screen.x, screen.y) == (0, 0) { screen.wipes += 1 }
      screen.erase(row: screen.y, what == 2 ? 0..<screen.columns : screen.x..<screen.columns)
      for row in 0..<screen.rows where what == 2 || row > screen.y {
        screen.erase(row: row, 0..<screen.columns)
      }
    case 0x4B where what == 0: screen.erase(row: screen.y, screen.x..<screen.columns)
    case 0x4B where what == 1: screen.erase(row: screen.y, 0..<(screen.x + 1))
    case 0x58: screen.erase(row: screen.y, screen.x..<(screen.x + count()))
    case 0x40: screen.insertCells(count())
    case 0x50: screen.deleteCells(count())
    case 0x4C: screen.scroll(screen.y...max(screen.y, screen.margins.upperBound), by: -count())
    case 0x4D: screen.scroll(screen.y...max(screen.y, screen.margins.upperBound), by: count())
    case 0x53: screen.scroll(screen.margins, by: count())
    case 0x54: screen.scroll(screen.margins, by: -count())
    case 0x62:
      guard let last = screen.lastCharacter else { return false }
      for _ in 0..<count() { screen.put(last) }
    default: return false
    }
    return true
  }

  private func set(_ screen: inout VTScreen) -> Bool {
    switch final {
    case 0x6D:
      let isKnown = screen.style.apply(parameters)
      if !screen.style.foreground.isEmpty || !screen.style.background.isEmpty {
        screen.colourCount += 1
      }
      return isKnown
    case 0x68 where parameters == [4]: screen.isInserting = true
    case 0x6C where parameters == [4]: screen.isInserting = false
    case 0x72:
      let bottom = parameters.count > 1 ? count(1) : screen.rows
      guard count() <= bottom else { return false }
      screen.setMargins(top: count() - 1, bottom: bottom - 1)
    // The title's stack; nothing happens where it is empty.
    case 0x74 where parameters.first == 22: screen.keptTitles.append(screen.title)
    case 0x74 where parameters.first == 23:
      screen.title = screen.keptTitles.popLast() ?? screen.title
    default: return false
    }
    return true
  }
}
