/// A signed token in compact form, decoded and *not* verified (RFC 7515 section 3.1, RFC 7519).
public struct CompactToken: Equatable, Sendable {
  /// Bytes of a token that are read; more is refused before any work.
  public static let sizeLimit = 256 * 1024

  public let header: JSONObject
  public let claims: Claims
  /// Names that an object of the header or the claims holds twice: readable, never trusted
  /// (RFC 7519 section 4).
  public let duplicateNames: [String]
  let signedBytes: ArraySlice<UInt8>
  let signatureBytes: ArraySlice<UInt8>

  public var signature: [UInt8] { Array(signatureBytes) }
  /// What the signature covers: the first two parts with the dot between them, as bytes.
  public var signingInput: [UInt8] { Array(signedBytes) }

  /// Decodes a token; every failure names the part, the byte and the reason.
  public init(_ text: String) throws(TokenError) {
    try self.init(bytes: Array(text.utf8))
  }

  /// Decodes a token from its bytes.
  public init(bytes: [UInt8]) throws(TokenError) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= Self.sizeLimit else {
      throw .tooLarge(bytes: bytes.count, limit: Self.sizeLimit)
    }
    if let plain = PlainToken(bytes) {
      header = plain.header
      claims = Claims(plain.claims)
      duplicateNames = []
      signedBytes = plain.signedBytes
      signatureBytes = plain.signatureBytes
      return
    }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count == 5, let encrypted = Self.encryption(header: parts[0]) { throw encrypted }
    guard parts.count == 3 else { throw .partCount(parts.count) }
    let header = try Self.object(parts[0], .header)
    let payload = try Self.object(parts[1], .payload)
    do {
      signatureBytes = try Base64URL.decode(parts[2])[...]
    } catch {
      throw .base64url(.signature, error)
    }
    self.header = header.value
    claims = Claims(payload.value)
    duplicateNames = header.duplicates + payload.duplicates
    signedBytes = bytes[..<parts[1].endIndex]
  }

  private static func object(
    _ part: ArraySlice<UInt8>,
    _ name: TokenPart
  ) throws(TokenError) -> (value: JSONObject, duplicates: [String]) {
    guard !part.isEmpty else { throw .emptyPart(name) }
    let bytes: [UInt8]
    do {
      bytes = try Base64URL.decode(part)
    } catch {
      throw .base64url(name, error)
    }
    let document: JSONParser.Document
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      throw .json(name, error)
    }
    guard case .object(let object) = document.value else {
      throw .notAnObject(name, found: document.value.kindName)
    }
    return (object, document.duplicateNames)
  }

  /// The failure that names an encrypted token, when its header says that it is one.
  private static func encryption(header: ArraySlice<UInt8>) -> TokenError? {
    guard let (header, _) = try? object(header, .header), let encryption = header["enc"]?.text
    else { return nil }
    return .encrypted(algorithm: header["alg"]?.text ?? "?", encryption: encryption)
  }
}
