/// A QR code of some bytes: byte mode, error correction level M, versions 1 to 10
/// (ISO/IEC 18004).
package struct QRCode: Hashable, Sendable {
  /// Modules along each side, without the quiet zone.
  package let size: Int
  /// Dark modules, row by row.
  private let modules: [Bool]

  /// Modules of quiet zone that a reader needs on each side.
  package static let quietZone = 4

  /// The code of a text in UTF-8, nil when it is longer than 213 bytes.
  ///
  /// `mask` is chosen by the standard's penalties unless one of 0 to 7 is given.
  package init?(_ text: String, mask: Int? = nil) {
    let bytes = Array(text.utf8)
    guard let version = QRVersion.fitting(bytes.count) else { return nil }
    var layout = QRLayout(version)
    layout.place(Self.codewords(bytes, version))
    if let mask {
      layout.apply(mask)
    } else {
      layout.applyBestMask()
    }
    size = version.size
    modules = layout.modules
  }

  /// Whether a module is dark; everything outside is light.
  package func isDark(x: Int, y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size && y < size && modules[y * size + x]
  }

  /// Data and error correction, interleaved block by block.
  private static func codewords(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
    let data = data(bytes, version)
    let code = ReedSolomon(degree: version.correction)
    var start = 0
    let blocks = version.blocks.map { length in
      defer { start += length }
      let block = Array(data[start..<start + length])
      return (data: block, correction: code.correction(of: block))
    }
    let longest = version.blocks.max() ?? 0
    var codewords: [UInt8] = []
    for index in 0..<longest {
      for block in blocks where index < block.data.count { codewords.append(block.data[index]) }
    }
    for index in 0..<version.correction {
      for block in blocks { codewords.append(block.correction[index]) }
    }
    return codewords
  }

  /// Mode, count, bytes, terminator and padding.
  private static func data(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
    }
    append(0b0100, 4)
    append(bytes.count, version.countBits)
    for byte in bytes { append(Int(byte), 8) }
    append(0, min(4, 8 * version.capacity - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var data = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    var pad: UInt8 = 0xEC
    while data.count < version.capacity {
      data.append(pad)
      pad ^= 0xEC ^ 0x11
    }
    return data
  }
}
