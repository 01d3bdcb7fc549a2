/// The fields of a session; see `Session`, which shares them between its copies.
package struct SessionFields: Equatable, Sendable {
  package let id: SessionID
  package var isPointer = false
  package var isActive = false
  package var access: TokenSummary?
  package var idToken: TokenSummary?
  package var refresh: RefreshTokenSummary?
  package var clockDrift = ClockDrift.absent
  package var loginID: String?
  package var deviceKeyCount = 0
  package var groups: [String] = []
  package var problems: [Problem] = []
  package var refusal: Refusal?

  package init(id: SessionID) {
    self.id = id
  }
}
