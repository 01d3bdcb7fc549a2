import TUI
import TestSupport
import Testing

@Suite struct QRCodeTests {
  /// Made by Python's qrcode 8, an encoder that nobody here wrote; most of it is padding.
  @Test func `a small code is another encoder's to the module`() throws {
    let code = try #require(QRCode("authtop", mask: 6))
    #expect(
      modules(code) == """
        #######.#.#.#.#######
        #.....#.##.##.#.....#
        #.###.#.#..#..#.###.#
        #.###.#.....#.#.###.#
        #.###.#.#..##.#.###.#
        #.....#...#...#.....#
        #######.#.#.#.#######
        .........##..........
        #..#######.#.#..#.###
        .##..#.#.#####..####.
        #...#####..##..#..###
        #.#.#..#.##.###.#.##.
        ....###..########..##
        ........##..########.
        #######.#.##....#.#..
        #.....#.#.#...##.###.
        #.###.#.###..##.##.##
        #.###.#.#.#.###..#...
        #.###.#..#.###..#####
        #.....#..#.##....####
        #######.###.##..##...
        """
    )
  }

  /// Texts that fill each version, under each mask; digests of segno's matrices.
  @Test(arguments: 0..<10)
  func `every version under every mask is another encoder's`(index: Int) throws {
    let text = Self.text(index)
    for mask in 0..<8 {
      let code = try #require(QRCode(text, mask: mask))
      #expect(code.size == 21 + 4 * index)
      #expect(digest(modules(code)) == Self.digests[index][mask], "mask \(mask)")
    }
  }

  @Test func `a mask is chosen that a reader can undo`() throws {
    for index in 0..<10 {
      let code = try #require(QRCode(Self.text(index)))
      #expect((0..<8).contains { QRCode(Self.text(index), mask: $0) == code })
    }
  }

  @Test func `a text that fits no version is none`() {
    #expect(QRCode(String(repeating: "x", count: 213))?.size == 57)
    #expect(QRCode(String(repeating: "x", count: 214)) == nil)
  }

  @Test func `light modules are drawn, two rows in a line, with their quiet zone`() throws {
    let code = try #require(QRCode("authtop"))
    let lines = code.lines()
    #expect(lines.count == 15 && lines.allSatisfy { $0.count == 29 })
    #expect(lines[0] == String(repeating: "█", count: 29))
    #expect(lines[2].hasPrefix("████ ▄▄▄▄▄ █"))
    // An odd number of rows ends in half a line.
    #expect(lines[14] == String(repeating: "▀", count: 29))
    let ascii = code.lines(charset: .ascii)
    #expect(ascii.count == 29 && ascii.allSatisfy { $0.utf8.count == 58 })
    #expect(ascii[4].hasPrefix("########              ##"))
  }

  @Test func `a code that does not fit is not drawn in part`() throws {
    let code = try #require(QRCode("authtop"))
    #expect(picture(columns: 28, rows: 15) { _ = code.draw(in: $0) } == "")
    #expect(picture(columns: 29, rows: 15) { _ = code.draw(in: $0) } != "")
    #expect(picture(columns: 57, rows: 29, charset: .ascii) { _ = code.draw(in: $0) } == "")
    #expect(picture(columns: 58, rows: 29, charset: .ascii) { _ = code.draw(in: $0) } != "")
  }

  private func modules(_ code: QRCode) -> String {
    (0..<code.size).map { y in
      (0..<code.size).reduce(into: "") { $0 += code.isDark(x: $1, y: y) ? "#" : "." }
    }.joined(separator: "\n")
  }

  /// FNV-1a of 64 bits.
  private func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Each length is the most that a version holds.
  private static func text(_ index: Int) -> String {
    let length = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213][index]
    let text =
      "https://example.com/?q=" + String(repeating: "authtop-0123456789-", count: 20)
    return String(text.prefix(length))
  }

  private static let digests: [[UInt64]] = [
    [
      0x4A1A_7B72_A6D0_62F3, 0xC77A_C664_D7E3_03A5,
      0x06A4_62B8_5F8E_8865, 0x6126_E37B_5F8B_DBC7,
      0xA44A_04D0_BE9F_2A5D, 0x8573_09AC_56E1_E53B,
      0x4E7E_A311_31E0_13FB, 0x766A_52E3_B53E_9545,
    ],
    [
      0x39FE_DC22_4596_1379, 0x3793_1DF6_9A39_6383,
      0x3579_5283_5B5F_2897, 0xBCB0_1355_49D2_2F3F,
      0xABC0_B0F6_9B6F_6309, 0xD987_27C9_8CC3_169E,
      0xBCCD_A7BD_9719_13B3, 0x9D4B_5BC4_BEAD_B0B9,
    ],
    [
      0xFB69_5EC3_E3DF_8A6F, 0xB188_E61C_418A_25E1,
      0x3981_D3B3_2339_9250, 0x87E9_D5C5_4469_7DD7,
      0x0B6B_49FE_B33D_443A, 0xC58D_9816_BA24_3414,
      0x6013_9026_9B62_C3F1, 0xB6EE_6F32_BF9B_CA57,
    ],
    [
      0x21B5_EDD3_85CC_C56D, 0x23F3_A52E_08A2_7923,
      0xED71_94A1_993D_729E, 0xF4DA_FDA2_9574_9D34,
      0xD022_6B2B_41C7_CAD9, 0xB3DB_F2B1_FED4_D78D,
      0xA06F_6B72_5218_1932, 0x79CA_CEEE_49D4_539C,
    ],
    [
      0x6D33_D9ED_834B_E425, 0x7AE4_4385_D3C4_2FC3,
      0x4D89_5967_173B_FD67, 0x0A38_6C11_C189_F643,
      0xF0F1_3FAB_53B1_5019, 0x061F_B3E8_EB26_B782,
      0x7DB4_F779_C690_C2B3, 0xB67A_ED13_9665_FB9D,
    ],
    [
      0x2F18_782E_C8A0_9933, 0xA812_E21C_D2BA_4045,
      0x2379_32C0_A1F8_6964, 0x054A_952F_3BD9_3DAB,
      0xC135_973F_2A52_CE96, 0x26ED_505F_021E_27FC,
      0xAADA_91AE_0F98_B5CD, 0x6BE6_B49C_BE58_DE67,
    ],
    [
      0x7D73_F469_05E0_DC35, 0xF872_838E_7853_6936,
      0x23F1_17FB_C8F7_8345, 0x563D_D25F_326D_0D41,
      0xF6F8_45FA_0824_1847, 0x0FD4_A10A_AD94_FA5F,
      0x4689_435E_518F_D6F5, 0x8D48_3520_15F8_0FED,
    ],
    [
      0x94AC_A8E7_94E9_099F, 0x4C0B_7AD2_3063_0888,
      0xADEB_2B91_CA06_D233, 0xD2D1_79A6_82C9_C54F,
      0x989D_ABC3_93AC_9F51, 0xD1F8_342E_4EB0_C136,
      0x0605_AFE0_E18F_E80F, 0x0FC3_21CF_C879_D483,
    ],
    [
      0x649C_35FA_F00D_649D, 0xCE5B_78D0_1588_DBDA,
      0xCEC0_0228_9A9F_7751, 0xD292_4A1E_715B_BF70,
      0x952D_0542_A92B_0523, 0x0645_62F0_4E1E_BD58,
      0x1E5F_CA16_E47D_2F20, 0x7950_8490_6586_572C,
    ],
    [
      0x94A2_86C4_1ABE_CC8B, 0x84E4_1F6A_D645_97DC,
      0xF232_C585_B063_11D3, 0x898D_02DB_FD29_24BB,
      0x771B_4CDB_A343_B5A5, 0x77B9_FB39_762B_0169,
      0x1871_1C3B_0404_3D5F, 0x9A79_1137_2A95_A4D7,
    ],
  ]
}
