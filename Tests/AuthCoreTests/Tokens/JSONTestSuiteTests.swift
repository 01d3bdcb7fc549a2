import AuthCore
import FoundationEssentials
import Testing

/// The public suite nst/JSONTestSuite, where `AUTHTOP_VECTORS` names the folder that holds it.
private enum JSONTestSuite {
  static let folder = ProcessInfo.processInfo.environment["AUTHTOP_VECTORS"].map {
    $0 + "/json-test-suite"
  }
}

struct JSONTestSuiteTests {
  /// What we do with each file that RFC 8259 leaves to the implementation, and why.
  private static let verdicts: [String: (isAccepted: Bool, reason: String)] = {
    let kept = (true, "a number's text is kept, whatever its size")
    let surrogate = (false, "half a surrogate pair is no character")
    let illFormed = (false, "not UTF-8 (RFC 8259 section 8.1)")
    var table: [String: (Bool, String)] = [
      "i_structure_500_nested_arrays": (false, "deeper than 64 levels"),
      "i_structure_UTF-8_BOM_empty_object": (false, "a byte order mark is not part of JSON"),
      "i_object_key_lone_2nd_surrogate": surrogate,
      "i_string_UTF-16LE_with_BOM": illFormed, "i_string_utf16BE_no_BOM": illFormed,
      "i_string_utf16LE_no_BOM": illFormed,
    ]
    for name in [
      "double_huge_neg_exp", "huge_exp", "neg_int_huge_exp", "pos_double_huge_exp",
      "real_neg_overflow", "real_pos_overflow", "real_underflow", "too_big_neg_int",
      "too_big_pos_int", "very_big_negative_int",
    ] { table["i_number_" + name] = kept }
    for name in [
      "1st_surrogate_but_2nd_missing", "1st_valid_surrogate_2nd_invalid",
      "incomplete_surrogate_and_escape_valid", "incomplete_surrogate_pair",
      "incomplete_surrogates_escape_valid", "invalid_lonely_surrogate", "invalid_surrogate",
      "inverted_surrogates_U+1D11E", "lone_second_surrogate",
    ] { table["i_string_" + name] = surrogate }
    for name in [
      "UTF-8_invalid_sequence", "UTF8_surrogate_U+D800", "invalid_utf-8", "iso_latin_1",
      "lone_utf8_continuation_byte", "not_in_unicode_range", "overlong_sequence_2_bytes",
      "overlong_sequence_6_bytes", "overlong_sequence_6_bytes_null", "truncated-utf-8",
    ] { table["i_string_" + name] = illFormed }
    return table
  }()

  @Test(.enabled(if: JSONTestSuite.folder != nil, "AUTHTOP_VECTORS is not set: left out"))
  func `every y file is accepted, every n file refused, every i file as we decided`() throws {
    let folder = try #require(JSONTestSuite.folder)
    var counts: [Character: Int] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasSuffix(".json") {
      let bytes = [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)")))
      let isAccepted = (try? JSONParser.parse(bytes)) != nil
      counts[name.first ?? "?", default: 0] += 1
      switch name.first {
      case "y": #expect(isAccepted, "\(name)")
      case "n": #expect(!isAccepted, "\(name)")
      default:
        let verdict = Self.verdicts[String(name.dropLast(5))]
        #expect(isAccepted == verdict?.isAccepted, "\(name): \(verdict?.reason ?? "undecided")")
      }
    }
    #expect(counts == ["y": 95, "n": 188, "i": 35])
    #expect(Self.verdicts.count == 35)
  }
}
