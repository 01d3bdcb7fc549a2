/// One promise of the helper protocol, put to the test on a helper.
package struct HelperCheck: Sendable {
  /// What a helper does, in words.
  package let name: String
  /// The capability that the promise is about, nil for what every helper promises.
  package let capability: HelperCapability?
  /// Whether it removes items that the kit did not make.
  package let isDestructive: Bool
  let body: @Sendable (HelperProbe) async throws -> Void

  init(
    _ name: String,
    _ capability: HelperCapability? = nil,
    isDestructive: Bool = false,
    _ body: @escaping @Sendable (HelperProbe) async throws -> Void
  ) {
    self.name = name
    self.capability = capability
    self.isDestructive = isDestructive
    self.body = body
  }

  /// A promise that was not kept, in words; never a value.
  struct Breach: Error {
    let reason: String

    init(_ reason: String) {
      self.reason = reason
    }
  }

  static func require(_ condition: Bool, _ reason: String) throws {
    guard condition else { throw Breach(reason) }
  }
}
