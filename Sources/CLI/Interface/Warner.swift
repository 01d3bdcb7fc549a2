import AuthCore
import Dispatch
import Glibc
import TUI
import Terminal

/// Tells of sessions about to expire, in the ways that the user chose.
@MainActor
struct Warner {
  let terminal: Terminal

  func warn(_ warnings: [ExpiryWatch.Warning], _ settings: WarningSettings) {
    if settings.bell { terminal.ringBell() }
    if let first = warnings.first, settings.notification != .off {
      let more = warnings.count - 1
      let rest: SafeText = more > 0 ? ", and \(more) more" : ""
      terminal.notify(first.text + rest, form: settings.notification == .osc9 ? .osc9 : .osc777)
    }
    guard let program = settings.command.first else { return }
    // More at once would help nobody.
    for warning in warnings.prefix(16) {
      WarningCommand.start(
        program,
        Array(settings.command.dropFirst()),
        environment: Self.environment(warning)
      )
    }
  }

  /// What the command gets to know; no token is among it.
  static func environment(_ warning: ExpiryWatch.Warning) -> [String: String] {
    [
      "AUTHTOP_SESSION": "\(warning.id)", "AUTHTOP_USER": warning.id.username,
      "AUTHTOP_BACKEND": warning.id.backend.rawValue, "AUTHTOP_CLIENT": warning.id.clientID,
      "AUTHTOP_SECONDS_LEFT": "\(warning.left / 1000)", "AUTHTOP_EXPIRES": warning.expiry.utcText,
    ]
  }
}
