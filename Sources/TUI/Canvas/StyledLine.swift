/// A line of text in several styles.
package struct StyledLine: Hashable, Sendable {
  /// A text in one style.
  package struct Span: Hashable, Sendable {
    package var text: SafeText
    package var style: Style
  }

  package private(set) var spans: [Span]

  package init() {
    spans = []
  }

  package init(_ text: SafeText, _ style: Style = .plain) {
    spans = text.isEmpty ? [] : [Span(text: text, style: style)]
  }

  package var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }
  package var isEmpty: Bool { spans.isEmpty }

  /// The text without its styles.
  package var text: SafeText { spans.map(\.text).joined(separator: "") }

  package mutating func append(_ text: SafeText, _ style: Style = .plain) {
    if !text.isEmpty { spans.append(Span(text: text, style: style)) }
  }

  package static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    var line = left
    line.spans += right.spans
    return line
  }

  /// Several lines where a text of one style is too long for one; of several styles it stays one.
  package func folded(columns: Int) -> [StyledLine] {
    guard self.columns > columns, spans.count == 1, let span = spans.first else { return [self] }
    return span.text.folded(columns: columns).map { StyledLine($0, span.style) }
  }

  /// All of it in other styles.
  package func restyled(_ change: (Style) -> Style) -> StyledLine {
    var line = self
    for index in line.spans.indices { line.spans[index].style = change(line.spans[index].style) }
    return line
  }
}

extension StyledLine: ExpressibleByStringLiteral {
  package init(stringLiteral value: StaticString) {
    self.init(SafeText(stringLiteral: value))
  }
}
