import AuthCore

extension CopyScreen {
  func draw(in screen: Region, _ context: Context) {
    let formats = ExportFormat.allCases
    let below = below.flatMap { line in
      line.text.folded(columns: max(8, min(62, screen.columns - 4))).map {
        StyledLine($0, line.spans.first?.style ?? .plain)
      }
    }
    let area = screen.centred(
      columns: 68,
      rows: formats.count + below.count + (below.isEmpty ? 3 : 4)
    )
    area.fill()
    let inner = area.box(StyledLine("Copy · \(title)", .title), .accent).inset(columns: 1, rows: 0)
    inner.put(summary, y: 0)
    let body = inner.split(top: 1).rest
    let told = below.isEmpty ? 0 : below.count + (body.rows > formats.count + below.count ? 1 : 0)
    let (list, bottom) = body.split(bottom: min(told, max(0, body.rows - 2)))
    drawFormats(list)
    let text = bottom.split(bottom: below.count).bottom
    for (y, line) in below.enumerated() { text.put(line, y: y) }
    drawField(text)
  }

  var hints: KeyHints {
    switch phase {
    case .choosing:
      KeyHints([
        .init(.enter, "clipboard"), .init(.character("f"), "file"),
        .init(.character("x"), isRevealing ? "redacts" : "reveals"), .init(.tab, "token"),
        .init(.character("o"), "origin"), .init(.escape, "back"),
      ])
    case .file, .origin: KeyHints([.init(.enter, "takes it"), .init(.escape, "back")])
    case .confirming: KeyHints([.init(.character("y"), "writes it out"), .init(.escape, "back")])
    case .running: KeyHints([.init(.escape, "closes")])
    }
  }

  private var summary: StyledLine {
    var line = StyledLine("token ", .dim)
    line.append(SafeText(foreign: token.rawValue), .accent)
    line.append("   ", .dim)
    line.append(
      isRevealing ? "with secrets and personal claims" : "redacted",
      isRevealing ? .danger : .live
    )
    line.append("   origin ", .dim)
    line.append(SafeText(foreign: origin.map { "\($0)" } ?? "none"), .accent)
    return line
  }

  private func drawFormats(_ region: Region) {
    let formats = ExportFormat.allCases
    let place = formats.firstIndex(of: format) ?? 0
    // On a low screen the chosen one stays in sight.
    var scroll = Scroll()
    scroll.reveal(place, count: formats.count, rows: region.rows)
    for index in scroll.visible(count: formats.count, rows: region.rows) {
      let y = index - scroll.first
      region.put(index == place ? "▸" : " ", y: y, .accent)
      region.put(SafeText(foreign: formats[index].rawValue), x: 2, y: y, .key)
      region.put(SafeText(foreign: about(formats[index])), x: 18, y: y)
      if index == place { region.row(y).restyle { $0.on(.selected) } }
      region.click(.row(index), x: 0, y: y, columns: region.columns)
    }
  }

  private func about(_ format: ExportFormat) -> String {
    if format == .claim, let claim { return "the claim \(claim)" }
    if format == .claim { return "all claims as JSON" }
    return format.title
  }

  /// What is asked or told under the list.
  private var below: [StyledLine] {
    switch phase {
    case .confirming:
      [
        StyledLine(
          "This holds a refresh token: who has it stays signed in until it ends.",
          .danger
        ),
        StyledLine("y writes it out, any other key goes back", .key),
      ]
    case .file: [StyledLine("file ", .key)]
    case .origin: [StyledLine("origin ", .key)]
    case .running: [StyledLine("…", .dim)]
    case .choosing: message.isEmpty ? [] : [StyledLine(message, .expiring)]
    }
  }

  private func drawField(_ region: Region) {
    switch phase {
    case .file(let field), .origin(let field):
      let line = region.part(x: 8, y: 0, columns: region.columns - 8, rows: 1)
      field.draw(in: line)
    default: break
    }
  }
}
