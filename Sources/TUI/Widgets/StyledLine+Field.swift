extension StyledLine {
  /// A label and a value of any length: the value folds under itself.
  package static func field(
    _ label: SafeText,
    _ value: SafeText,
    _ style: Style = .plain,
    labelColumns: Int,
    columns: Int,
    charset: Charset = .unicode
  ) -> [StyledLine] {
    let shown = charset.shown(value)
    let lines = shown.folded(columns: columns - labelColumns)
    return lines.enumerated().map { index, text in
      let head = index == 0 ? label : ""
      let pad = SafeText(repeating: " ", count: max(0, labelColumns - head.columns))
      return StyledLine(head + pad, .dim) + StyledLine(text, style)
    }
  }
}
