/// Whether a storage may ask somebody, a person or a keyring, for the key of what it keeps sealed.
///
/// A list never asks, nor does a program that only looks what an earlier one left open: what is sealed
/// is left for another time. A key that needs nobody, such as one from a file, is used all the same.
package enum KeyAsking {
  @TaskLocal package static var isAllowed = true

  /// Runs work that asks nobody.
  package static func never<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ work: () async throws -> Value
  ) async rethrows -> Value {
    try await $isAllowed.withValue(false, operation: work)
  }
}
