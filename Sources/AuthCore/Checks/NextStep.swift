/// What a person does next about a finding.
public enum NextStep: String, CaseIterable, Sendable {
  case refresh, verify, signIn = "sign-in", signOut = "sign-out"
  case signOutEverywhere = "sign-out-everywhere"
  case move, use, diff, reload
}
