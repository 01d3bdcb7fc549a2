package import AuthCore
import Crypto
import FoundationEssentials

/// What a person or the Secret Service gives to open a store's key; it does not print itself.
package struct StoreSecret: Sendable, CustomStringConvertible, CustomReflectable {
  let bytes: [UInt8]

  package init(passphrase: Password) {
    bytes = Array(passphrase.reveal().utf8)
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package var isEmpty: Bool { bytes.isEmpty }
  package var description: String { "secret" }
  package var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
