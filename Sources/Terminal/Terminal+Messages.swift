package import TUI

extension Terminal {
  /// The largest text that fits what terminals accept as one OSC 52 sequence, in bytes.
  package static let longestClipboardText = 74_994

  /// Offers bytes to the terminal's clipboard; false, and nothing sent, when they are too many.
  ///
  /// There is no acknowledgement: say "sent to the terminal", never "copied".
  package func write(clipboard bytes: [UInt8]) -> Bool {
    guard bytes.count <= Self.longestClipboardText else { return false }
    output.send(Sequences.clipboard(Base64.encode(bytes)))
    return true
  }

  package func ringBell() {
    output.send("\u{07}")
  }

  /// How a terminal takes a desktop notification.
  package enum NotificationForm: Sendable {
    case osc9, osc777
  }

  /// A desktop notification, where the terminal knows the form.
  package func notify(_ text: SafeText, form: NotificationForm = .osc9) {
    guard traits.hasTitle else { return }
    let text = capabilities.charset.shown(text)
    switch form {
    case .osc9: output.send(Sequences.notification(text.plain))
    case .osc777:
      // A semicolon would begin another field.
      output.send(Sequences.notify(text.plain.replacing(";", with: ",")))
    }
  }
}
