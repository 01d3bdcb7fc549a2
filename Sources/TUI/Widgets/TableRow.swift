/// One row of a table: a line for each column, or one line across all from some column on.
package struct TableRow: Hashable, Sendable {
  package var cells: [StyledLine]
  /// The column from which the last cell goes on to the right edge, as for `broken: ID token is missing`.
  package var spansFrom: Int?
  package var isMarked: Bool

  package init(_ cells: [StyledLine], spansFrom: Int? = nil, isMarked: Bool = false) {
    self.cells = cells
    self.spansFrom = spansFrom
    self.isMarked = isMarked
  }
}
