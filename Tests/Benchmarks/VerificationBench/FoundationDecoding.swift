import Foundation

/// The same work with what Foundation has: base64, and JSON into structs.
struct FoundationDecoding {
  struct Header: Decodable {
    let kid: String
    let alg: String
  }

  struct Claims: Decodable {
    let sub, iss, client_id, origin_jti, event_id, token_use, scope, jti, username: String
    let auth_time, exp, iat: Int
  }

  struct Malformed: Error {}

  private let decoder = JSONDecoder()

  func token(_ text: String) throws -> Claims {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw Malformed() }
    _ = try decoder.decode(Header.self, from: data(parts[0]))
    _ = try data(parts[2])
    return try decoder.decode(Claims.self, from: data(parts[1]))
  }

  private func data(_ part: Substring.UTF8View) throws -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.count + 2)
    for byte in part {
      switch byte {
      case UInt8(ascii: "-"): bytes.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "/"))
      default: bytes.append(byte)
      }
    }
    while bytes.count % 4 != 0 { bytes.append(UInt8(ascii: "=")) }
    guard let data = Data(base64Encoded: Data(bytes)) else { throw Malformed() }
    return data
  }
}
