import AuthCore
import FoundationEssentials
import Testing

/// The labelled tokens that `AUTHTOP_VECTORS` holds, each with a key set and what to expect.
struct TokenVectorTests {
  private static let folder = ProcessInfo.processInfo.environment["AUTHTOP_VECTORS"]

  private struct Vector {
    let name: String
    let token: String
    let checks: Verifier.Checks
    let answers: [(decodes: Bool, verifies: Bool)]

    init(_ object: JSONObject) throws {
      name = try #require(object["name"]?.text)
      token = try #require(object["token"]?.text)
      var checks = Verifier.Checks()
      if case .object(let jwks)? = object["jwks"] {
        do throws(KeySetError) {
          checks.keys = .set(try KeySet(Array(JSONText.text(jwks).utf8)), date: nil)
        } catch {
          checks.keys = .unusable(error)
        }
      }
      guard case .number(let now)? = object["now"], case .object(let options)? = object["options"],
        case .object(let expected)? = object["expected"]
      else { throw Malformed() }
      checks.now = NumericDate(now)
      checks.issuers = options["issuer"]?.text.map { [$0] }
      checks.clientID = options["client_id"]?.text
      checks.tokenUse = options["token_use"]?.text
      self.checks = checks
      var answers = [expected]
      if case .array(let allowed)? = object["allowed"] {
        answers += allowed.compactMap { if case .object(let answer) = $0 { answer } else { nil } }
      }
      self.answers = answers.map { ($0["decodes"] == .bool(true), $0["verifies"] == .bool(true)) }
    }
  }

  private struct Malformed: Error {}

  @Test(.enabled(if: folder != nil, "AUTHTOP_VECTORS is not set: left out"))
  func `every labelled token gets the verdict that its label expects or allows`() throws {
    let folder = try #require(Self.folder)
    let file = try #require(FileManager.default.contents(atPath: "\(folder)/tokens.jsonl"))
    var count = 0
    for line in file.split(separator: 0x0A) {
      guard case .object(let object) = try JSONParser.parse(Array(line)).value else { continue }
      let vector = try Vector(object)
      let answer = Self.answer(vector)
      #expect(vector.answers.contains { $0 == answer }, "\(vector.name): \(answer)")
      count += 1
    }
    #expect(count >= 160)
  }

  private static func answer(_ vector: Vector) -> (Bool, Bool) {
    guard let token = try? CompactToken(vector.token), token.duplicateNames.isEmpty else {
      return (false, false)
    }
    return (true, Verifier(vector.checks).verdict(on: token).isValid)
  }
}
