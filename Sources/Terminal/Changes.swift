internal import TUI

/// Cells that are scattered over a screen and differ from the one before, as ticking seconds do.
@MainActor
struct Changes {
  /// Their numbers in the frame by style, each row by row.
  let byStyle: [[Int]]

  /// More cells a row on average are runs of text, which go row by row.
  private static let mostPerRow = 4
  private static let leastRows = 3

  /// Nil where the change is none of this kind, or a row holds glyphs that need its whole row.
  init?(from old: Frame, to new: Frame) {
    guard old.cursor == nil, new.cursor == nil else { return nil }
    var places: [Int] = []
    var rows = 0
    for y in 0..<new.rows where old.row(y) != new.row(y) {
      guard !Painter.isRisky(old, y), !Painter.isRisky(new, y) else { return nil }
      let range = new.row(y).indices
      places += range.filter { old.cells[$0] != new.cells[$0] }
      rows += 1
      // A whole screen that changes is noticed after a few rows.
      if places.count > Self.mostPerRow * (rows + 8) { return nil }
    }
    guard rows >= Self.leastRows, places.count <= Self.mostPerRow * rows else { return nil }
    byStyle = Dictionary(grouping: places) { new.cells[$0].style }.values
      .sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }
}
