/// Reads the bytes that a program sends to a terminal of type xterm-256color.
struct VTParser {
  private enum State {
    case ground
    case escape
    case charset(UInt8)
    case control([UInt8])
    case command([UInt8])
    case text([UInt8], wanted: Int)
  }

  private var state = State.ground
  private static let lineDrawing: [UInt8: Unicode.Scalar] = [
    0x6A: "┘", 0x6B: "┐", 0x6C: "┌", 0x6D: "└", 0x6E: "┼", 0x71: "─", 0x74: "├", 0x75: "┤",
    0x76: "┴", 0x77: "┬", 0x78: "│",
  ]

  mutating func feed(_ bytes: [UInt8], to screen: inout VTScreen) {
    for byte in bytes { take(byte, &screen) }
  }

  private mutating func take(_ byte: UInt8, _ screen: inout VTScreen) {
    // CAN ends whatever was begun.
    if byte == 0x18 { return state = .ground }
    switch state {
    case .ground: ground(byte, &screen)
    case .escape: escape(byte, &screen)
    case .charset(let set):
      state = .ground
      if set == 0x28, byte == 0x42 || byte == 0x30 {
        screen.isLineDrawing = byte == 0x30
      } else {
        screen.faults.append("character set \(set) \(byte)")
      }
    case .control(let collected):
      if (0x40...0x7E).contains(byte) {
        state = .ground
        VTControl(collected, final: byte).apply(to: &screen)
      } else if (0x20...0x3F).contains(byte) {
        state = .control(collected + [byte])
      } else {
        state = .ground
        screen.faults.append("byte \(byte) inside of a control sequence")
      }
    case .command(let collected):
      if byte == 7 {
        state = .ground
        command(collected, &screen)
      } else {
        state = .command(collected + [byte])
      }
    case .text(let collected, let wanted): text(collected + [byte], wanted, &screen)
    }
  }

  private mutating func ground(_ byte: UInt8, _ screen: inout VTScreen) {
    switch byte {
    case 0x1B: state = .escape
    case 0x07: break
    case 0x08:
      screen.x = max(0, screen.x - 1)
      screen.isWrapPending = false
    case 0x09: screen.x = min(screen.columns - 1, (screen.x / 8 + 1) * 8)
    case 0x0A: screen.lineFeed()
    case 0x0D:
      screen.x = 0
      screen.isWrapPending = false
    case 0x20...0x7E:
      let scalar = Unicode.Scalar(byte)
      screen.put(screen.isLineDrawing ? Self.lineDrawing[byte] ?? scalar : scalar)
    case 0xC2...0xDF: state = .text([byte], wanted: 2)
    case 0xE0...0xEF: state = .text([byte], wanted: 3)
    case 0xF0...0xF4: state = .text([byte], wanted: 4)
    default: screen.faults.append("byte \(byte)")
    }
  }

  private mutating func text(_ bytes: [UInt8], _ wanted: Int, _ screen: inout VTScreen) {
    guard bytes.count == wanted else {
      state = .text(bytes, wanted: wanted)
      return
    }
    state = .ground
    guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first,
      scalar.value >= 0xA0
    else { return screen.faults.append("bytes \(bytes) are no character") }
    screen.put(scalar)
  }

  private mutating func escape(_ byte: UInt8, _ screen: inout VTScreen) {
    state = .ground
    switch byte {
    case 0x5B: state = .control([])
    case 0x5D: state = .command([])
    case 0x28...0x2B: state = .charset(byte)
    case 0x37: screen.saveCursor()
    case 0x38: screen.restoreCursor()
    // Keypad modes.
    case 0x3D, 0x3E: break
    // RI, reverse index.
    case 0x4D:
      if screen.y == screen.margins.lowerBound {
        screen.scroll(screen.margins, by: -1)
      } else {
        screen.y = max(0, screen.y - 1)
      }
    default: screen.faults.append("escape \(byte)")
    }
  }

  /// An operating system command: the title, the clipboard and curses's reset of the palette are known.
  private func command(_ bytes: [UInt8], _ screen: inout VTScreen) {
    let text = String(decoding: bytes, as: UTF8.self)
    let isKnown =
      ["0;", "2;", "9;", "52;", "777;notify;", "11;?"].contains { text.hasPrefix($0) }
      || text == "104"
    if text.hasPrefix("0;") || text.hasPrefix("2;") { screen.title = String(text.dropFirst(2)) }
    if !isKnown || bytes.contains(where: { $0 < 0x20 }) {
      screen.faults.append("operating system command \(text)")
    }
  }
}
