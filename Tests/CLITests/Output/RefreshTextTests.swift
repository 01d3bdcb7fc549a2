import AuthCore
import TestSupport
import Testing

@testable import CLI

/// A refresh in words: what would be done, and what is named before it is.
struct RefreshTextTests {
  private let id = ManagerBench.id()

  @Test func `a plan and a notice name each copy that a rotation would end`() {
    let cookie = ManagerBench.id(BackendID("cookie"))
    let one = RefreshText.notice(id, [ManagerBench.id(.memory)])
    #expect(
      one
        == "local/client1/alice is refreshed now; the copy in memory holds the same refresh token: "
        + "if the pool rotates it gets the new tokens too"
    )
    let two = RefreshText.notice(id, [cookie, ManagerBench.id(.memory)])
    #expect(two.contains("the copies in cookie, memory hold the same refresh token"))
  }
}
