/// What a person does next about a finding.
public enum NextStep: String, CaseIterable, Sendable {
  case refresh, verify, signIn = "sign-in", signOut = "sign-out"
  case verifyOnline = "verify-online"
  case signOutEverywhere = "sign-out-everywhere"
  case move, use, diff, reload
  /// Make `LastAuthUser` name the session's user.
  case point
  /// Remove the keys that the finding names.
  case removeKeys = "remove-keys"
}
