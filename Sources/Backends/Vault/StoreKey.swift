import AuthCore
import Crypto
import FoundationEssentials

/// The key that seals a store's values, and the name by which the store tells it from others.
///
/// AES-256-GCM with a random nonce a value. The place of a value is authenticated with it: a value
/// that was put under another key or into another namespace does not open.
struct StoreKey: Sendable {
  let name: [UInt8]
  private let key: SymmetricKey

  /// A new random key.
  init() {
    key = SymmetricKey(size: .bits256)
    var random = SystemRandomNumberGenerator()
    name = (0..<16).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
  }

  private init(name: [UInt8], key: SymmetricKey) {
    self.name = name
    self.key = key
  }

  func seal(
    _ value: [UInt8],
    namespace: String,
    key place: String
  ) throws(StorageError) -> [UInt8] {
    do {
      let box = try AES.GCM.seal(
        Data(value),
        using: key,
        authenticating: Self.place(namespace, place)
      )
      guard let combined = box.combined else { throw StorageError.failed(reason: "no seal") }
      return Array(combined)
    } catch {
      throw .failed(reason: "a value could not be sealed")
    }
  }

  func open(
    _ sealed: [UInt8],
    namespace: String,
    key place: String
  ) throws(StorageError) -> [UInt8] {
    do {
      let box = try AES.GCM.SealedBox(combined: Data(sealed))
      let value = try AES.GCM.open(box, using: key, authenticating: Self.place(namespace, place))
      return Array(value)
    } catch {
      throw .corrupt(reason: "the value of \(place) was not sealed for this place by this store")
    }
  }

  /// The key under another one, with what belongs to it authenticated.
  func wrapped(by wrapping: SymmetricKey, _ context: [UInt8]) throws(StorageError) -> [UInt8] {
    let raw = key.withUnsafeBytes { Data($0) }
    let box = try? AES.GCM.seal(raw, using: wrapping, authenticating: context)
    guard let combined = box?.combined else { throw .failed(reason: "the key cannot be wrapped") }
    return Array(combined)
  }

  /// Nil when the other key, or what belongs to it, is not what it was wrapped with.
  init?(name: [UInt8], wrapped: [UInt8], by wrapping: SymmetricKey, _ context: [UInt8]) {
    guard let box = try? AES.GCM.SealedBox(combined: Data(wrapped)),
      let raw = try? AES.GCM.open(box, using: wrapping, authenticating: context)
    else { return nil }
    self.init(name: name, key: SymmetricKey(data: raw))
  }

  private static func place(_ namespace: String, _ key: String) -> [UInt8] {
    Array("authtop item 1\0".utf8) + Array(namespace.utf8) + [0] + Array(key.utf8)
  }
}
