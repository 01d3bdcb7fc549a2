/// What a helper can do beyond the four verbs.
package enum HelperCapability: String, CaseIterable, Sendable {
  /// It can say which keys it holds.
  case keys
  /// It can make several writes one change.
  case batch
  /// It can tell when something changed.
  case watch
}

/// The words of the protocol.
package enum HelperVerb: String, CaseIterable, Sendable {
  case capabilities, get, set, remove, clear, keys, batch, watch
}
