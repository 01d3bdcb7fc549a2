import AuthCore

/// What a move would mean, in lines.
enum MoveText {
  static func lines(_ preview: MovePreview) -> [String] {
    var lines = preview.obstacles.map { "  cannot   \($0.id): \($0.reason)" }
    lines += warnings(preview)
    if preview.keyCount > 0 {
      lines.append(
        "  will     copy \(preview.keyCount) keys to \(preview.target), then remove them"
      )
    }
    lines += preview.pointers.map { "  pointer  LastAuthUser goes along with \($0)" }
    lines += preview.replacedPointers.map {
      "  pointer  LastAuthUser of \(preview.target) names \($0) now and will not any more"
    }
    return lines.map(SingleLine.text)
  }

  /// What is lost, for a move that is about to be made; what cannot be moved says so by itself.
  static func warnings(_ preview: MovePreview) -> [String] {
    preview.losses.map { SingleLine.text("  loses    \($0)") }
  }
}
