package import TUI

/// The frame as text: rows joined by newlines, without spaces at their ends; without empty rows at the end.
package func picture(of frame: Frame) -> String {
  var lines = (0..<frame.rows).map { y in
    var line = frame.row(y).reduce(into: "") { $0 += frame.text(of: $1) }
    while line.last == " " { line.removeLast() }
    return line
  }
  while lines.last == "" { lines.removeLast() }
  return lines.joined(separator: "\n")
}

/// Draws and takes the picture at once.
package func picture(
  columns: Int,
  rows: Int,
  charset: Charset = .unicode,
  _ draw: (Region) -> Void
) -> String {
  picture(of: Frame.drawn(columns: columns, rows: rows, charset: charset, draw))
}
