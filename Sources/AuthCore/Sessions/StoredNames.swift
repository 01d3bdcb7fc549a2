/// Which of the scheme's items a user has.
///
/// The numbers are stored: a new name gets the next bit, and none is ever used again.
package struct StoredNames: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  package init(_ name: AmplifyKey.Name) {
    rawValue = 1 << Self.bit(name)
  }

  package static let tokens: StoredNames = [
    StoredNames(.accessToken), StoredNames(.idToken), StoredNames(.refreshToken),
  ]

  package func contains(_ name: AmplifyKey.Name) -> Bool { contains(StoredNames(name)) }

  private static func bit(_ name: AmplifyKey.Name) -> UInt16 {
    switch name {
    case .accessToken: 0
    case .idToken: 1
    case .refreshToken: 2
    case .clockDrift: 3
    case .signInDetails: 4
    case .oauthMetadata: 5
    case .deviceKey: 6
    case .deviceGroupKey: 7
    case .randomPasswordKey: 8
    case .userData: 9
    }
  }
}
