import AuthCore

/// One token, read or not, and the verdict on it.
struct Inspection {
  let token: CompactToken?
  let verdict: Verdict
  /// Whether anything was to be checked.
  let isChecked: Bool

  init(token bytes: [UInt8], checks: Verifier.Checks, now: () -> NumericDate) {
    var checks = checks
    isChecked = !checks.isEmpty
    if isChecked, checks.now == nil { checks.now = now() }
    let verifier = Verifier(checks)
    do throws(TokenError) {
      let token = try CompactToken(bytes: bytes)
      self.token = token
      verdict = verifier.verdict(on: token)
    } catch {
      token = nil
      verdict = verifier.verdict(on: error)
    }
  }

  /// Whether header and claims can be shown and mean one thing.
  var decodes: Bool { token?.duplicateNames.isEmpty ?? false }
  var verifies: Bool { isChecked && decodes && verdict.isValid }

  var exitCode: Int32 {
    if !decodes { return CommandFailure.Code.unusableInput }
    if !isChecked || verifies { return 0 }
    if verdict.signature.code == .keysUnavailable { return CommandFailure.Code.backendFailed }
    return CommandFailure.Code.refused
  }

  /// One line for standard error when the exit code is not 0.
  var failure: String? {
    if !decodes { return verdict.shape.message }
    guard exitCode != 0 else { return nil }
    let open = verdict.axes.filter { $0.verdict.status == .fail || $0.verdict.status == .unknown }
    guard let first = open.first else { return "not valid: \(verdict.signature.message)" }
    return "not valid: \(first.name): \(first.verdict.message)"
  }
}
