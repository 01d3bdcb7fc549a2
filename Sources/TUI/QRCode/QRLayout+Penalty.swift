extension QRLayout {
  /// Points for what confuses a reader; the mask with the fewest is taken (section 7.8.3).
  var penalty: Int {
    let size = version.size
    var points = 0
    for index in 0..<size {
      points += Self.runs((0..<size).map { self[$0, index] })
      points += Self.runs((0..<size).map { self[index, $0] })
    }
    for y in 0..<size - 1 {
      for x in 0..<size - 1 {
        let colour = self[x, y]
        let isBlock =
          colour == self[x + 1, y] && colour == self[x, y + 1] && colour == self[x + 1, y + 1]
        if isBlock { points += 3 }
      }
    }
    let dark = modules.count { $0 }
    let total = size * size
    // Five percent more from the half each time.
    let steps = (abs(dark * 20 - total * 10) + total - 1) / total - 1
    return points + max(0, steps) * 10
  }

  /// Long runs of one colour, and what looks like a finder with light on one side of it.
  private static func runs(_ line: [Bool]) -> Int {
    var points = 0
    var length = 0
    for (index, isDark) in line.enumerated() {
      length = index > 0 && line[index - 1] == isDark ? length + 1 : 1
      if length == 5 { points += 3 } else if length > 5 { points += 1 }
    }
    let finder = [true, false, true, true, true, false, true]
    for start in 0...line.count - 7 where Array(line[start..<start + 7]) == finder {
      let before = line[max(0, start - 4)..<start]
      let after = line[start + 7..<min(line.count, start + 11)]
      if before.allSatisfy({ !$0 }) || after.allSatisfy({ !$0 }) { points += 40 }
    }
    return points
  }
}
