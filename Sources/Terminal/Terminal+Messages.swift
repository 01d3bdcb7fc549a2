package import TUI

extension Terminal {
  /// The largest text that fits what terminals accept as one OSC 52 sequence, in bytes.
  package static let longestClipboardText = 74_994

  /// Offers bytes to the terminal's clipboard; false, and nothing sent, when they are too many.
  ///
  /// There is no acknowledgement: say "sent to the terminal", never "copied".
  package func write(clipboard bytes: [UInt8]) -> Bool {
    guard bytes.count <= Self.longestClipboardText else { return false }
    Sequences.write(Sequences.clipboard(Base64.encode(bytes)))
    return true
  }

  package func ringBell() {
    Sequences.write("\u{07}")
  }

  /// A desktop notification, where the terminal knows OSC 9.
  package func notify(_ text: SafeText) {
    guard traits.hasTitle else { return }
    Sequences.write(Sequences.notification(text.plain))
  }
}
