internal import TUI

/// What the sequences of xterm and its like mean.
enum KeySequences {
  /// A byte that is a key by itself; nil for ESC and for the bytes of UTF-8.
  static func plain(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x00: .ctrl(" ")
    case 0x01...0x1A: .ctrl(Character(Unicode.Scalar(byte + 0x60)))
    case 0x1C...0x1F: .ctrl(Character(Unicode.Scalar(byte + 0x40)))
    case 0x20...0x7E: .character(Character(Unicode.Scalar(byte)))
    default: nil
    }
  }

  /// Numbers between semicolons; a missing one is 0; colons' sub-parameters are left out.
  static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
    guard parameters.count <= 32 else { return [] }
    return parameters.split(separator: 0x3B, omittingEmptySubsequences: false).map { part in
      Int(String(decoding: part.prefix { $0 != 0x3A }, as: UTF8.self)) ?? 0
    }
  }

  /// A named key by its final byte; a second parameter of 3 or more is Alt or Ctrl.
  static func named(final: UInt8, parameters: [Int]) -> Key? {
    let isWord = parameters.count > 1 && parameters[1] >= 3
    switch final {
    case 0x41: return .up
    case 0x42: return .down
    case 0x43: return isWord ? .wordRight : .right
    case 0x44: return isWord ? .wordLeft : .left
    case 0x46: return .end
    case 0x48: return .home
    case 0x4D where parameters.isEmpty: return .enter
    case 0x50...0x53: return .function(Int(final) - 0x4F)
    case 0x5A: return .backTab
    case 0x7E: return parameters.first.flatMap(tilde)
    default: return nil
    }
  }

  private static func tilde(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...24: .function(number - 12)
    default: nil
    }
  }

  /// SGR mouse form: CSI < button ; column ; row M (press) or m (release).
  static func mouse(final: UInt8, parameters: ArraySlice<UInt8>) -> Key? {
    guard parameters.first == 0x3C, final == 0x4D || final == 0x6D else { return nil }
    let numbers = numbers(parameters.dropFirst())
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0,
      let action = action(button: numbers[0], isRelease: final == 0x6D)
    else { return nil }
    return .mouse(Mouse(action, x: numbers[1] - 1, y: numbers[2] - 1))
  }

  /// Bits 4, 8 and 16 are Shift, Alt and Ctrl; 32 is motion, which is not asked for.
  private static func action(button: Int, isRelease: Bool) -> Mouse.Action? {
    guard (0..<128).contains(button), button & 32 == 0 else { return nil }
    switch button & ~0b1_1100 {
    case 64: return .wheelUp
    case 65: return .wheelDown
    case 0: return isRelease ? .release : .press
    case 1: return isRelease ? .release : .middlePress
    case 2: return isRelease ? .release : .rightPress
    default: return nil
    }
  }
}
