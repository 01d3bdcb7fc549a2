/// A password that does not print itself.
public struct Password: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  private let text: String

  public init(_ text: String) {
    self.text = text
  }

  /// The password itself, for the request or the proof that needs it.
  public func reveal() -> String { text }

  public var description: String { "password" }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
