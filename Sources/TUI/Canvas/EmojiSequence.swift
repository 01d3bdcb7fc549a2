/// Recognises emoji sequences (UTS #51), the only place where joiners and variation selectors are let through.
///
/// Tag sequences are not recognised: their tags can carry hidden text.
enum EmojiSequence {
  typealias Scalars = String.UnicodeScalarView

  static let joiner: UInt32 = 0x200D
  static let emojiStyle: UInt32 = 0xFE0F
  static let keycap: UInt32 = 0x20E3
  /// No standard sequence joins more than four emoji; more would be a pile on two columns.
  private static let mostElements = 4

  /// The end of the sequence of two or more scalars that starts here, or nil.
  static func end(in scalars: Scalars, from start: Scalars.Index) -> Scalars.Index? {
    let first = scalars[start]
    let second = scalars.index(after: start)
    guard second < scalars.endIndex else { return nil }
    if first.value < 0x80 { return keycapEnd(in: scalars, first: first, from: second) }
    if isRegional(first) {
      return isRegional(scalars[second]) ? scalars.index(after: second) : nil
    }
    guard isEmoji(first), mayContinue(scalars[second]) else { return nil }
    return joinedEnd(in: scalars, from: start)
  }

  static func isRegional(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func keycapEnd(
    in scalars: Scalars,
    first: Unicode.Scalar,
    from second: Scalars.Index
  ) -> Scalars.Index? {
    guard first == "#" || first == "*" || ("0"..."9").contains(first),
      scalars[second].value == emojiStyle
    else { return nil }
    let third = scalars.index(after: second)
    guard third < scalars.endIndex, scalars[third].value == keycap else { return nil }
    return scalars.index(after: third)
  }

  private static func joinedEnd(
    in scalars: Scalars,
    from start: Scalars.Index
  ) -> Scalars.Index? {
    var end = elementEnd(in: scalars, from: start)
    for _ in 1..<mostElements {
      guard end < scalars.endIndex, scalars[end].value == joiner else { break }
      let next = scalars.index(after: end)
      guard next < scalars.endIndex, isEmoji(scalars[next]), !isRegional(scalars[next]) else {
        break
      }
      end = elementEnd(in: scalars, from: next)
    }
    return end == scalars.index(after: start) ? nil : end
  }

  /// One emoji with its presentation selector or its skin tone.
  private static func elementEnd(
    in scalars: Scalars,
    from start: Scalars.Index
  ) -> Scalars.Index {
    let next = scalars.index(after: start)
    guard next < scalars.endIndex else { return next }
    let follower = scalars[next]
    if follower.value == emojiStyle { return scalars.index(after: next) }
    if isTone(follower), scalars[start].properties.isEmojiModifierBase {
      return scalars.index(after: next)
    }
    return next
  }

  private static func mayContinue(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == joiner || scalar.value == emojiStyle || isTone(scalar)
  }

  private static func isTone(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xA9 && scalar.properties.isEmoji
  }
}
