package import TUI

/// Turns the bytes of a terminal into keys, however they were cut into pieces.
///
/// It has no clock: a lone ESC, or a paste that was never closed, is settled by `timeout()`, which is to be called
/// when nothing came for as long as `waiting` says. Whatever it does not know is dropped, whole. Memory is bounded.
package struct KeyDecoder {
  /// What is unfinished, and so how long to wait for the rest.
  package enum Waiting: Hashable, Sendable {
    /// 25 ms: an ESC that may be a key or the start of one.
    case sequence
    /// 2 s: a paste whose end has not come.
    case paste

    package var milliseconds: Int { self == .paste ? 2000 : 25 }
  }

  /// What is kept of one paste, in bytes; the rest of it is dropped.
  package static let longestPaste = 1 << 20
  private static let longestSequence = 4096

  private var pending: [UInt8] = []
  private var pasted: [UInt8] = []
  private var isPasting = false
  private var isDiscarding = false
  /// The beginning of the string that is being dropped: an answer of the terminal's is short.
  private var dropped: [UInt8] = []
  private static let longestAnswer = 64
  /// The strings that ended since they were last taken: OSC without its introducer.
  private var answers: [[UInt8]] = []

  package init() {}

  /// What the terminal answered to questions, once; empty when it said nothing.
  mutating func takeAnswers() -> [[UInt8]] {
    defer { answers = [] }
    return answers
  }

  package var waiting: Waiting? {
    isPasting ? .paste : pending.isEmpty && !isDiscarding ? nil : .sequence
  }

  package mutating func feed(_ bytes: some Collection<UInt8>) -> [Key] {
    pending.append(contentsOf: bytes)
    var keys: [Key] = []
    var rest = pending[...]
    while !rest.isEmpty {
      let before = rest.count
      step(&rest, &keys)
      if rest.count == before { break }
    }
    pending = rest.count > Self.longestSequence ? [] : Array(rest)
    isDiscarding = isDiscarding || rest.count > Self.longestSequence
    return keys
  }

  /// Nothing came for a while: what is pending means what it says.
  package mutating func timeout() -> [Key] {
    defer {
      pending = []
      isDiscarding = false
    }
    if isPasting {
      pasted.append(contentsOf: pending.prefix(max(0, Self.longestPaste - pasted.count)))
      return [endPaste()]
    }
    guard !isDiscarding, pending.first == 0x1B else { return [] }
    if pending.count == 1 { return [.escape] }
    guard pending.count == 2, let key = KeySequences.plain(pending[1]) else { return [] }
    if case .character(let character) = key { return [.alt(character)] }
    return [.escape, key]
  }

  /// A lone ESC that the next byte came too late for is a key of its own, unless that byte begins what only
  /// terminals send after it: a slow line cuts sequences too.
  package mutating func settleEscape(before next: UInt8) -> [Key] {
    pending == [0x1B] && ![0x4F, 0x5B, 0x5D].contains(next) ? timeout() : []
  }

  /// Takes one key off the bytes; takes nothing when more bytes are needed.
  private mutating func step(_ rest: inout ArraySlice<UInt8>, _ keys: inout [Key]) {
    if isPasting { return takePaste(&rest, &keys) }
    if isDiscarding { return discard(&rest) }
    guard let first = rest.first else { return }
    if first == 0x1B { return takeEscape(&rest, &keys) }
    if let key = KeySequences.plain(first) {
      keys.append(key)
      rest.removeFirst()
      return
    }
    takeCharacter(&rest, &keys)
  }

  private mutating func takeEscape(_ rest: inout ArraySlice<UInt8>, _ keys: inout [Key]) {
    guard rest.count > 1 else { return }
    let second = rest[rest.startIndex + 1]
    switch second {
    case 0x5B:
      takeControlSequence(&rest, &keys)
    case 0x4F:
      guard rest.count > 2 else { return }
      if let key = KeySequences.named(final: rest[rest.startIndex + 2], parameters: []) {
        keys.append(key)
      }
      rest.removeFirst(3)
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F:
      takeString(&rest)
    case 0x1B:
      keys.append(.escape)
      rest.removeFirst()
    default:
      takeAlt(&rest, &keys)
    }
  }

  private mutating func takeAlt(_ rest: inout ArraySlice<UInt8>, _ keys: inout [Key]) {
    var after = rest.dropFirst()
    var one: [Key] = []
    if let key = KeySequences.plain(after[after.startIndex]) {
      one = [key]
      after.removeFirst()
    } else {
      takeCharacter(&after, &one)
      if one.isEmpty, after.count == rest.count - 1 { return }
    }
    rest = after
    switch one.first {
    case .character("b"): keys.append(.wordLeft)
    case .character("f"): keys.append(.wordRight)
    case .character(let character): keys.append(.alt(character))
    case .some(let key): keys += [.escape, key]
    case nil: break
    }
  }

  /// CSI: parameters and intermediates, then one final byte (ECMA-48 5.4).
  private mutating func takeControlSequence(
    _ rest: inout ArraySlice<UInt8>,
    _ keys: inout [Key]
  ) {
    let body = rest.dropFirst(2)
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else { return }
    let final = body[end]
    let parameters = body[..<end]
    guard (0x40...0x7E).contains(final) else {
      // A control byte inside a sequence: the sequence is void, the byte is not.
      rest = rest[end...]
      return
    }
    rest = rest[(end + 1)...]
    if final == 0x5B, parameters.isEmpty {
      // The Linux console sends function keys as CSI [ A.
      if !rest.isEmpty { rest.removeFirst() }
      return
    }
    if let key = KeySequences.mouse(final: final, parameters: parameters) {
      return keys.append(key)
    }
    let numbers = KeySequences.numbers(parameters)
    if final == 0x7E, numbers.first == 200 {
      (isPasting, pasted) = (true, [])
    } else if let key = KeySequences.named(final: final, parameters: numbers) {
      keys.append(key)
    }
  }

  /// OSC, DCS and the like: replies of the terminal that nobody asked for; dropped to their end.
  private mutating func takeString(_ rest: inout ArraySlice<UInt8>) {
    var after = rest.dropFirst(2)
    guard !after.isEmpty else { return }
    isDiscarding = true
    dropped = []
    discard(&after)
    rest = after
  }

  /// Drops bytes up to BEL or ST, keeping a trailing ESC that may be half of ST.
  private mutating func discard(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.first {
      if byte == 0x07 {
        endDiscarding()
        rest.removeFirst()
        return
      }
      if byte == 0x1B {
        guard rest.count > 1 else { return }
        endDiscarding()
        if rest[rest.startIndex + 1] == 0x5C { rest.removeFirst(2) }
        return
      }
      if dropped.count < Self.longestAnswer { dropped.append(byte) }
      rest.removeFirst()
    }
  }

  private mutating func endDiscarding() {
    isDiscarding = false
    if dropped.count < Self.longestAnswer, answers.count < 4 { answers.append(dropped) }
  }

  private mutating func takeCharacter(_ rest: inout ArraySlice<UInt8>, _ keys: inout [Key]) {
    let lead = rest[rest.startIndex]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let tail = rest.dropFirst().prefix(length - 1).prefix { $0 & 0xC0 == 0x80 }
    guard lead >= 0xC2, lead < 0xF5, tail.count == length - 1 else {
      let isWhole = lead < 0xC2 || lead >= 0xF5 || rest.count > tail.count + 1
      if isWhole { rest.removeFirst(tail.count + 1) }
      return
    }
    let text = String(decoding: rest.prefix(length), as: UTF8.self)
    rest.removeFirst(length)
    if let character = text.first, character != "\u{FFFD}" { keys.append(.character(character)) }
  }
}

extension KeyDecoder {
  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  private mutating func takePaste(_ rest: inout ArraySlice<UInt8>, _ keys: inout [Key]) {
    let end = Self.pasteEnd
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index] == 0x1B {
        let match = rest[index...].prefix(end.count)
        if match.elementsEqual(end) {
          keep(rest[..<index])
          rest = rest[(index + end.count)...]
          return keys.append(endPaste())
        }
        if end.starts(with: match) { break }
      }
      index += 1
    }
    keep(rest[..<index])
    rest = rest[index...]
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    pasted.append(contentsOf: bytes.prefix(max(0, Self.longestPaste - pasted.count)))
  }

  private mutating func endPaste() -> Key {
    let text = String(decoding: pasted, as: UTF8.self)
    (isPasting, pasted) = (false, [])
    guard text.utf8.contains(0x0D) else { return .paste(text) }
    var lines = ""
    // A Character for CR LF is one, so both forms of a line's end become one "\n".
    for character in text {
      lines.append(character == "\r" || character == "\r\n" ? "\n" : character)
    }
    return .paste(lines)
  }
}
