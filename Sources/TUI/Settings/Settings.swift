/// How the screen looks and behaves, as the user chose.
package struct Settings: Equatable, Sendable {
  /// Which colours are used.
  package enum Colours: String, CaseIterable, Sendable {
    /// By what the terminal says of its background, dark where it says nothing.
    case automatic
    case dark, light
    case none
  }

  /// How a moment is written.
  package enum TimeFormat: String, CaseIterable, Sendable {
    /// `18:17:53Z`, with the day where it is another one.
    case short
    /// `2026-11-23T18:17:53Z`.
    case iso
  }

  package var keys = KeyMap.standard
  package var colours = Colours.automatic
  package var columns = ListColumn.standard
  package var showsLocalTime = false
  package var timeFormat = TimeFormat.short
  package var borders = Region.Border.rounded
  package var mouse = true
  /// How many sessions a bulk action works on at the same time.
  package var atOnce = 4
  package var warnings = WarningSettings()

  package init() {}
}

/// When and how the user is warned that a session is about to expire.
package struct WarningSettings: Equatable, Sendable {
  /// How a desktop notification is asked of the terminal.
  package enum Notification: String, CaseIterable, Sendable {
    case off, osc9, osc777
  }

  /// Milliseconds before the expiry, the longest first.
  package var leads: [Int64] = [300_000, 60_000]
  package var title = true
  package var bell = false
  package var notification = Notification.off
  /// A program and its arguments, run without a shell; empty for none.
  package var command: [String] = []

  package init() {}

  /// Whether anything but the title is on, so that single sessions matter.
  package var isOn: Bool { bell || notification != .off || !command.isEmpty }
}
