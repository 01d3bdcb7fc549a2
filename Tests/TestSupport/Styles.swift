package import TUI

/// Runs of equal style in one row, as (text, style).
package func styles(of frame: Frame, row y: Int) -> [(text: String, style: Style)] {
  var runs: [(text: String, style: Style)] = []
  for cell in frame.row(y) {
    if runs.last?.style != cell.style { runs.append(("", cell.style)) }
    runs[runs.count - 1].text += frame.text(of: cell)
  }
  return runs
}

/// The style in which a text stands in a row; nil when it is not there in one style.
package func style(of text: String, in frame: Frame, row y: Int) -> Style? {
  styles(of: frame, row: y).first { $0.text.contains(text) }?.style
}
