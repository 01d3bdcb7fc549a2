import AuthCore
import Testing

/// A rule's two stores: one on which it must speak, and a near miss on which it must not.
struct CheckCase: Sendable, CustomTestStringConvertible {
  let code: String
  let fires: @Sendable (inout CheckStore) -> Void
  let silent: @Sendable (inout CheckStore) -> Void

  init(
    _ code: String,
    fires: @escaping @Sendable (inout CheckStore) -> Void,
    silent: @escaping @Sendable (inout CheckStore) -> Void = { _ in }
  ) {
    self.code = code
    self.fires = fires
    self.silent = silent
  }

  var testDescription: String { code }

  static let all =
    presence + claims + pools + devices + times + cookies + storage + ledger + cutShort + learned
}
