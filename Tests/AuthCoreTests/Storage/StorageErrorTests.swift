import AuthCore
import Testing

struct StorageErrorTests {
  @Test(
    arguments: [
      (StorageError.unsafe(path: "/p", reason: "is open", remedy: "chmod 600 '/p'"), "chmod 600"),
      (.unavailable(reason: "why"), "why"), (.absent(reason: "why"), "nothing is stored"),
      (.busy(seconds: 2), "2 s"),
      (.newerFormat(found: 3, known: 1), "update authtop"), (.corrupt(reason: "why"), "restore"),
      (.full(reason: "why"), "unchanged"), (.failed(reason: "why"), "unchanged"),
      (.tooLarge(key: "k", bytes: 5000, limit: 4096), "nothing was written"),
    ]
  )
  func `each failure says in one line what happened and what to do`(
    error: StorageError,
    part: String
  ) {
    #expect("\(error)".contains(part))
    #expect(!"\(error)".contains("\n"))
  }
}
