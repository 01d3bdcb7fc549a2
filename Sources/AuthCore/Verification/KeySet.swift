/// The public keys of one issuer (RFC 7517 section 5), each usable or with the reason why not.
public struct KeySet: Sendable {
  /// Bytes of a key set that are read.
  public static let sizeLimit = 1024 * 1024

  /// A key of the set that may check signatures.
  struct Key: Sendable {
    let kid: String?
    /// The one algorithm that the key is for, when its issuer says so (RFC 7517 section 4.4).
    let algorithm: String?
    let publicKey: PublicKey

    /// Whether the issuer meant the key for this algorithm and it is of the kind that it needs.
    func serves(_ wanted: SignatureAlgorithm) -> Bool {
      publicKey.fits(wanted) && (algorithm.map { isSameText($0, wanted.rawValue) } ?? true)
    }
  }

  /// A key that is not used, and why.
  public struct Rejected: Equatable, Sendable {
    /// Its place in the set, from 0.
    public let index: Int
    public let kid: String?
    public let reason: KeyRejection
  }

  let keys: [Key]
  public let rejected: [Rejected]
  /// Members of key types that are not checked here, such as shared secrets.
  public let otherTypeCount: Int
  private let places: [[UInt8]: Int]

  /// The kids of the usable keys, in their order.
  public var kids: [String] { keys.compactMap(\.kid) }

  /// Reads a key set; one bad key does not spoil the others.
  public init(_ bytes: [UInt8]) throws(KeySetError) {
    guard bytes.count <= Self.sizeLimit else { throw .tooLarge(bytes: bytes.count) }
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes).value
    } catch {
      throw .json(error)
    }
    guard case .object(let set) = value else { throw .notAnObject(found: value.kindName) }
    if let name = set.repeatedName { throw .repeatedMember(name) }
    guard case .array(let members)? = set["keys"] else { throw .noKeys }
    self.init(members)
  }

  private init(_ members: [JSONValue]) {
    var read: [(index: Int, key: Key)] = []
    var rejected: [Rejected] = []
    var otherTypeCount = 0
    var count: [[UInt8]: Int] = [:]
    for (index, member) in members.enumerated() {
      guard case .object(let object) = member else {
        rejected.append(Rejected(index: index, kid: nil, reason: .notAnObject))
        continue
      }
      let kid = object["kid"]?.text
      do {
        switch try JSONWebKey(object: object).content() {
        case .otherType: otherTypeCount += 1
        case .key(let key, let kid, let algorithm):
          read.append((index, Key(kid: kid, algorithm: algorithm, publicKey: key)))
        }
      } catch {
        rejected.append(Rejected(index: index, kid: kid, reason: error))
      }
      // A kid that an unusable key shares is ambiguous too.
      if let kid { count[Array(kid.utf8), default: 0] += 1 }
    }
    var keys: [Key] = []
    var places: [[UInt8]: Int] = [:]
    for (index, key) in read {
      let bytes = key.kid.map { Array($0.utf8) }
      if let bytes, count[bytes, default: 0] > 1 {
        rejected.append(Rejected(index: index, kid: key.kid, reason: .duplicateKid))
        continue
      }
      if let bytes { places[bytes] = keys.count }
      keys.append(key)
    }
    self.keys = keys
    self.places = places
    self.rejected = rejected.sorted { $0.index < $1.index }
    self.otherTypeCount = otherTypeCount
  }

  /// The usable key of a kid, compared byte by byte.
  func key(kid: String) -> Key? { places[Array(kid.utf8)].map { keys[$0] } }

  /// Whether a kid names a usable key.
  public func contains(kid: String) -> Bool { places[Array(kid.utf8)] != nil }

  /// Why the key of a kid is not used, nil when the set has no such key or uses it.
  func rejection(kid: String) -> KeyRejection? {
    rejected.first { $0.kid.map { isSameText($0, kid) } ?? false }?.reason
  }
}

extension JSONObject {
  /// A name that the object has twice, compared by code points.
  var repeatedName: String? {
    var seen = Set<[UInt8]>()
    return members.first { !seen.insert(Array($0.name.utf8)).inserted }?.name
  }
}
