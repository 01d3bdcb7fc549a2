import AuthCore

extension MoveScreen {
  func draw(in region: Region, _ context: Context) {
    var panel = BoxPanel(title: title)
    panel.paragraphs = introduction(context)
    let first = panel.paragraphs.count
    for backend in choices(context) { panel.paragraphs.append(choice(backend, context)) }
    panel.chosenParagraph = choices(context).isEmpty ? nil : first + row
    panel.paragraphs.append(BoxPanel.Paragraph(label: "", text: " "))
    panel.paragraphs.append(
      BoxPanel.Paragraph(
        label: "",
        text: "Enter chooses, Esc leaves everything as it is",
        style: .dim
      )
    )
    panel.draw(in: region)
  }

  private var title: SafeText {
    switch purpose {
    case .activate: "Active backend"
    case .move: "Move to another backend"
    }
  }

  private func introduction(_ context: Context) -> [BoxPanel.Paragraph] {
    var lines: [BoxPanel.Paragraph] = []
    switch purpose {
    case .activate:
      lines.append(
        BoxPanel.Paragraph(
          label: "",
          text: "Sign-in writes there and the app reads there. No session is moved."
        )
      )
    case .move(let ids):
      let names = ids.prefix(3).map { SafeText(foreign: $0.username) }.joined(separator: ", ")
      let more: SafeText = ids.count > 3 ? " and \(ids.count - 3) more" : ""
      lines.append(BoxPanel.Paragraph(label: "", text: "\(names)\(more)", style: .title))
      lines.append(
        BoxPanel.Paragraph(
          label: "",
          text: "Copied, read back, compared; then the pointer flips; removed last."
        )
      )
      if ids.contains(where: { context.ledger[$0]?.isActive ?? false }) {
        lines.append(
          BoxPanel.Paragraph(
            label: "",
            text: "The app reads this session now and looks signed out until the backend it "
              + "moves to is made the active one.",
            style: .expiring
          )
        )
      }
    }
    lines.append(BoxPanel.Paragraph(label: "", text: " "))
    return lines
  }

  private func choice(_ backend: BackendID, _ context: Context) -> BoxPanel.Paragraph {
    let number = (context.ledger.backends.firstIndex(of: backend) ?? 0) + 1
    let snapshot = context.ledger.snapshots[backend]
    var text: SafeText = "\(number) \(SafeText(foreign: backend.rawValue))"
    text += SafeText(repeating: " ", count: max(1, 14 - text.columns))
    text += "\(snapshot?.sessions.count ?? 0) sessions"
    if snapshot?.isActive ?? false { text += ", active" }
    if let warning = snapshot?.lifetime.warning { text += ", \(SafeText(foreign: warning))" }
    if case .unavailable(let reason)? = snapshot?.content {
      text += ", cannot be read: \(SafeText(foreign: reason))"
    }
    return BoxPanel.Paragraph(label: "", text: text)
  }
}
