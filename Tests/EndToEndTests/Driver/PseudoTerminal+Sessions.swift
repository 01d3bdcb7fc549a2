/// What the stories read on authtop's screen.
extension VTScreen {
  /// Lines of the session list, without its frame; at 120 columns the list is the left half.
  var sessionLines: [String] {
    lines.compactMap { line in
      guard let first = line.first, first == "│" || first == "|" else { return nil }
      let inside = line.dropFirst().prefix { $0 != "│" && $0 != "|" }
      return inside.contains { "●◐○◌".contains($0) } ? String(inside) : nil
    }
  }

  /// The list's line of a user in a backend, the first of several.
  func session(_ user: String, _ backend: String) -> String? {
    sessionLines.first { $0.contains(" \(user) ") && $0.contains(" \(backend) ") }
  }

  var selectedSession: String? { sessionLines.first { $0.contains("▸") } }

  /// A line of the detail pane by its label, without the list beside it.
  func detail(_ label: String) -> String? {
    for line in lines {
      guard let pane = line.split(separator: "││").last, line.contains("││") else { continue }
      if pane.hasPrefix(" \(label) ") { return String(pane.drop { $0 == " " }) }
    }
    return nil
  }
}

extension PseudoTerminal {
  /// Waits until the demo's eleven sessions are there, some of them in their final state.
  func waitForDemo() throws {
    try wait("the demo's sessions") { screen in
      screen.sessionLines.count == 11 && screen.text.contains(/expired 1[2-5]m/)
        && screen.text.contains("broken: ID token is missing")
    }
  }

  /// Moves the selection onto a session, key by key.
  func select(_ user: String, _ backend: String) throws {
    try press("g")
    try wait("the first session") { screen in
      screen.sessionLines.first.map { Self.name(of: $0) }
        == screen.selectedSession.map(Self.name(of:))
    }
    for _ in 0..<20 {
      let line = screen.selectedSession
      if let line, line.contains(" \(user) "), line.contains(" \(backend) ") { break }
      try press("j")
      // A frame that is cut between the two has no selection at all.
      try wait("the next session") { screen in
        screen.selectedSession.map { Self.name(of: $0) != line.map(Self.name(of:)) } == true
      }
    }
    try wait(for: "\(user) · ")
  }

  /// User and backend of a line; the rest of it ticks.
  private static func name(of line: String) -> [Substring] {
    Array(
      line.split(separator: " ").drop { ["│", "▸", "│▸", "✚", "*"].contains($0) }.dropFirst()
        .prefix(2)
    )
  }

  /// Presses a key and waits for a line of text.
  func press(_ keys: String, thenWaitFor text: String...) throws {
    try press(keys)
    try wait("\(text)") { screen in
      let shown = screen.text
      return text.allSatisfy { shown.contains($0) }
    }
  }
}
