/// A box in the middle of the screen: labelled lines, and buttons at the foot.
struct BoxPanel {
  /// One paragraph: a word at the left margin, and text that folds beside it.
  struct Paragraph {
    let label: SafeText
    let text: SafeText
    var style = Style.plain
  }

  let title: SafeText
  var isDanger = false
  var paragraphs: [Paragraph] = []
  var buttons: [SafeText] = []
  var chosenButton = 0
  /// The chosen paragraph of a list; nil when nothing can be chosen.
  var chosenParagraph: Int?

  private static let labelWidth = 8
  private static let widest = 76

  func draw(in screen: Region) {
    let width = min(screen.columns, Self.widest)
    let textWidth = max(2, width - 4 - Self.labelWidth)
    let blocks = paragraphs.map { paragraph in
      paragraph.text.folded(
        columns: paragraph.label.isEmpty ? textWidth + Self.labelWidth : textWidth
      )
    }
    let height = blocks.reduce(0) { $0 + $1.count } + (buttons.isEmpty ? 2 : 4)
    let area = screen.centred(columns: width, rows: height)
    area.fill()
    let inner = area.box(
      StyledLine(title, isDanger ? .danger : .title),
      isDanger ? .danger : .accent
    )
    let body = inner.part(
      x: 0,
      y: 0,
      columns: inner.columns,
      rows: inner.rows - (buttons.isEmpty ? 0 : 2)
    )
    drawParagraphs(blocks, in: body)
    if !buttons.isEmpty { drawButtons(inner.row(inner.rows - 1)) }
  }

  private func drawParagraphs(_ blocks: [[SafeText]], in region: Region) {
    var y = 0
    for (index, paragraph) in paragraphs.enumerated() {
      region.put(paragraph.label, x: 1, y: y, .key, width: Self.labelWidth)
      let x = paragraph.label.isEmpty ? 1 : 1 + Self.labelWidth
      for (offset, line) in blocks[index].enumerated() {
        region.put(line, x: x, y: y + offset, paragraph.style)
      }
      if index == chosenParagraph {
        region.part(x: 0, y: y, columns: region.columns, rows: blocks[index].count)
          .restyle { $0.on(.selected) }
      }
      y += blocks[index].count
    }
  }

  private func drawButtons(_ region: Region) {
    let width = buttons.reduce(0) { $0 + $1.columns + 6 }
    var x = max(1, region.columns - width)
    for (index, title) in buttons.enumerated() {
      let isChosen = index == chosenButton
      let text: SafeText = isChosen ? "[ \(title) ]" : "  \(title)  "
      let style = isChosen ? Style(.title, on: .button) : .hint
      x = region.put(text, x: x, style) + 2
    }
  }
}
