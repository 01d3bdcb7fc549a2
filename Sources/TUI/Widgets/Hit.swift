/// A place on the screen that a click can hit.
package struct Hit<Target: Hashable & Sendable>: Hashable, Sendable {
  package let target: Target
  package let rect: Rect

  init(_ target: Target, _ region: Region, x: Int, y: Int = 0, columns: Int) {
    self.target = target
    rect = region.part(x: x, y: y, columns: columns, rows: 1).rect
  }
}

extension Sequence {
  /// What lies under the mouse, in the screen's coordinates.
  package func target<Target>(x: Int, y: Int) -> Target? where Element == Hit<Target> {
    first { $0.rect.contains(x: x, y: y) }?.target
  }
}
