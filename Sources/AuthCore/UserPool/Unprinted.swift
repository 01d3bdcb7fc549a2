/// A value that carries secrets and therefore prints as its type's name, in interpolation, in a
/// debugger's dump and in a failed test alike.
public protocol Unprinted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{}

extension Unprinted {
  public var description: String { "\(Self.self)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
