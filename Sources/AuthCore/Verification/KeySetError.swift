/// Why a text is no key set (RFC 7517 section 5).
public enum KeySetError: Error, Equatable, Sendable {
  case tooLarge(bytes: Int)
  case json(JSONError)
  case notAnObject(found: String)
  case repeatedMember(String)
  case noKeys
}

extension KeySetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooLarge(let bytes):
      "the key set has \(bytes) bytes, at most \(KeySet.sizeLimit) are read"
    case .json(let error): "the key set is not JSON: \(error)"
    case .notAnObject(let found): "the key set is \(found), not a JSON object"
    case .repeatedMember(let name): "the key set's member \"\(name)\" is there twice"
    case .noKeys: "the key set has no array \"keys\""
    }
  }
}
