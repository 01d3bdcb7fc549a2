/// One place on the screen.
///
/// The content is a scalar, or a number into the frame's list of clusters when it takes more than one scalar.
package struct Cell: Hashable, Sendable {
  /// What a cell shows.
  package enum Content: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case cluster(Int)
    /// The right half of the wide glyph before it.
    case continuation
  }

  private static let clusterBit: UInt32 = 0x8000_0000
  private static let continuationCode: UInt32 = 0x4000_0000

  private var code: UInt32
  package var style: Style
  /// 1 or 2, or 0 for a continuation.
  package private(set) var columns: UInt8

  package static let blank = Cell(" ", columns: 1, style: .plain)

  init(_ scalar: Unicode.Scalar, columns: Int, style: Style) {
    code = scalar.value
    self.columns = UInt8(columns)
    self.style = style
  }

  init(cluster index: Int, columns: Int, style: Style) {
    code = Self.clusterBit | UInt32(index)
    self.columns = UInt8(columns)
    self.style = style
  }

  static func continuation(style: Style) -> Cell {
    var cell = Cell(" ", columns: 0, style: style)
    cell.code = continuationCode
    return cell
  }

  package var content: Content {
    if code & Self.clusterBit != 0 { return .cluster(Int(code & ~Self.clusterBit)) }
    if let scalar = Unicode.Scalar(code) { return .scalar(scalar) }
    return .continuation
  }
}
