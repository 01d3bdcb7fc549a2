import FoundationEssentials
import Testing

@testable import AuthCore

/// Wycheproof's signature, key and mixed cases, where `AUTHTOP_VECTORS` names the folder.
///
/// Their payloads are no claims, so the signature check is held against them by itself.
struct WycheproofTests {
  private static let folder = ProcessInfo.processInfo.environment["AUTHTOP_VECTORS"].map {
    $0 + "/wycheproof"
  }

  /// Valid cases of the signature file that are refused here, beside those refused by name (shared
  /// secrets, RSASSA-PSS, encryption).
  private static let exceptions: [Int64: String] = [
    347: "the key's alg is ES521, which is no algorithm's name",
    351: "the key's alg is ES521, which is no algorithm's name",
    372: "a letter outside base64url in the header (RFC 7515 section 2)",
  ]

  private struct Case {
    let number: Int64
    let text: String
    let isValid: Bool
    let keys: String
  }

  @Test(
    .enabled(if: folder != nil, "AUTHTOP_VECTORS is not set: left out"),
    arguments: ["signature": 401, "key": 26, "crypto": 83]
  )
  func `every case has its result, or is an exception with a reason`(
    file: String,
    total: Int
  ) throws {
    var count = 0
    var refused = 0
    for test in try Self.cases(file) {
      count += 1
      let isAccepted = Self.accepts(test)
      if test.isValid, !isAccepted {
        let isException =
          Self.isRefusedByName(test)
          || file == "signature" && Self.exceptions[test.number] != nil
        #expect(isException, "\(file) \(test.number) is refused")
        refused += 1
      } else {
        #expect(isAccepted == test.isValid, "\(file) \(test.number)")
      }
    }
    #expect(count == total)
    #expect(refused == ["signature": 28, "key": 4, "crypto": 4][file])
  }

  private static func cases(_ file: String) throws -> [Case] {
    let folder = try #require(folder)
    let path = "\(folder)/json_web_\(file)_test.json"
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    guard case .object(let document) = try JSONParser.parse(bytes).value,
      case .array(let groups)? = document["testGroups"]
    else { return [] }
    return groups.flatMap { group -> [Case] in
      guard case .object(let group) = group, case .array(let tests)? = group["tests"] else {
        return []
      }
      let keys = keySet(group["public"] ?? group["private"])
      return tests.compactMap { test in
        guard case .object(let test) = test, case .number(let number)? = test["tcId"] else {
          return nil
        }
        return Case(
          number: number.integer ?? 0,
          // Encrypted cases have another member, and a case in JSON serialisation is an object.
          text: test["jws"]?.text ?? test["jwe"]?.text ?? "{}",
          isValid: test["result"]?.text == "valid",
          keys: keys
        )
      }
    }
  }

  private static func keySet(_ key: JSONValue?) -> String {
    guard case .object(let object)? = key else { return #"{"keys":[]}"# }
    if object["keys"] != nil { return JSONText.text(object) }
    return #"{"keys":[\#(JSONText.text(object))]}"#
  }

  /// Verifies a compact signature over any payload.
  private static func accepts(_ test: Case) -> Bool {
    let bytes = Array(test.text.utf8)
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let header = try? Base64URL.decode(parts[0]),
      (try? Base64URL.decode(parts[1])) != nil, let signature = try? Base64URL.decode(parts[2]),
      let document = try? JSONParser.parse(header), document.duplicateNames.isEmpty,
      case .object(let object) = document.value, let keys = try? KeySet(Array(test.keys.utf8))
    else { return false }
    let finding = SignatureCheck(keys: keys).finding(
      header: object,
      input: bytes[..<parts[1].endIndex],
      signature: signature[...]
    )
    return finding.axis.status == .pass
  }

  private static func isRefusedByName(_ test: Case) -> Bool {
    let parts = test.text.split(separator: ".", omittingEmptySubsequences: false)
    // Five parts: encrypted, which nobody but its recipient can read.
    if parts.count == 5 { return true }
    guard let header = try? Base64URL.decode(Array(parts[0].utf8)[...]),
      case .object(let object)? = try? JSONParser.parse(header).value
    else { return false }
    return ["HS", "PS"].contains { object["alg"]?.text?.hasPrefix($0) == true }
  }
}
