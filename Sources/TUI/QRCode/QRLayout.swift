/// The modules of a QR code while it is made: patterns, data, mask (ISO/IEC 18004 sections 6.3, 7.7
/// to 7.10).
struct QRLayout {
  let version: QRVersion
  private(set) var modules: [Bool]
  /// Modules of patterns and format, which no mask touches.
  private var isFixed: [Bool]

  private var size: Int { version.size }

  init(_ version: QRVersion) {
    self.version = version
    modules = Array(repeating: false, count: version.size * version.size)
    isFixed = modules
    drawPatterns()
  }

  subscript(x: Int, y: Int) -> Bool { modules[y * size + x] }

  private mutating func fix(_ x: Int, _ y: Int, _ isDark: Bool) {
    guard x >= 0, y >= 0, x < size, y < size else { return }
    modules[y * size + x] = isDark
    isFixed[y * size + x] = true
  }

  private mutating func drawPatterns() {
    for index in 0..<size {
      fix(6, index, index.isMultiple(of: 2))
      fix(index, 6, index.isMultiple(of: 2))
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
      for dy in -4...4 {
        for dx in -4...4 {
          let distance = max(abs(dx), abs(dy))
          fix(x + dx, y + dy, distance != 2 && distance != 4)
        }
      }
    }
    let last = version.alignment.last ?? 0
    for x in version.alignment {
      for y in version.alignment where !Self.isFinder(x, y, last) {
        for dy in -2...2 {
          for dx in -2...2 { fix(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
        }
      }
    }
    drawFormat(mask: 0)
    drawVersion()
  }

  /// Whether an alignment pattern would lie on one of the three finders.
  private static func isFinder(_ x: Int, _ y: Int, _ last: Int) -> Bool {
    (x == 6 && y == 6) || (x == 6 && y == last) || (x == last && y == 6)
  }

  /// Level M and the mask, with their correction, twice.
  private mutating func drawFormat(mask: Int) {
    var remainder = mask
    for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
    let bits = (mask << 10 | remainder) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { fix(8, index, bit(index)) }
    fix(8, 7, bit(6))
    fix(8, 8, bit(7))
    fix(7, 8, bit(8))
    for index in 9..<15 { fix(14 - index, 8, bit(index)) }
    for index in 0..<8 { fix(size - 1 - index, 8, bit(index)) }
    for index in 8..<15 { fix(8, size - 15 + index, bit(index)) }
    fix(8, size - 8, true)
  }

  private mutating func drawVersion() {
    guard version.number >= 7 else { return }
    var remainder = version.number
    for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
    let bits = version.number << 12 | remainder
    for index in 0..<18 {
      let (far, near) = (size - 11 + index % 3, index / 3)
      fix(far, near, bits >> index & 1 == 1)
      fix(near, far, bits >> index & 1 == 1)
    }
  }

  /// Draws codewords in columns of two, upwards and downwards in turn.
  mutating func place(_ codewords: [UInt8]) {
    var index = 0
    var right = size - 1
    while right > 0 {
      if right == 6 { right = 5 }
      let isUpward = (right + 1) & 2 == 0
      for step in 0..<size {
        let y = isUpward ? size - 1 - step : step
        for x in [right, right - 1] where !isFixed[y * size + x] && index < codewords.count * 8 {
          modules[y * size + x] = codewords[index >> 3] >> UInt8(7 - index & 7) & 1 == 1
          index += 1
        }
      }
      right -= 2
    }
  }

  /// Inverts the data where a mask says so, and writes the mask down; twice the same undoes it.
  mutating func apply(_ mask: Int) {
    for y in 0..<size {
      for x in 0..<size where !isFixed[y * size + x] && Self.inverts(mask, x, y) {
        modules[y * size + x].toggle()
      }
    }
    drawFormat(mask: mask)
  }

  /// Applies the mask whose picture has the fewest features that confuse a reader.
  mutating func applyBestMask() {
    let layouts = (0..<8).map { mask in
      var layout = self
      layout.apply(mask)
      return layout
    }
    if let best = layouts.min(by: { $0.penalty < $1.penalty }) { self = best }
  }

  private static func inverts(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
    switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }
}
