import AuthCore
import Backends
import TestSupport
import Testing

/// What a backend says before a write that it could not hold is what the write then meets.
@Suite(.timeLimit(.minutes(20)))
struct StorageLimitsTests {
  @Test func `a cookie's limit is 4096 bytes of its written name and value`() async throws {
    let folder = try JarFolder()
    let storage = try folder.open()
    let key = "CognitoIdentityServiceProvider.c.zoë.idToken"
    // Two bytes that js-cookie writes as six, and a plain rest.
    let name = CookieText.name(key).count
    for (value, fits) in [
      (String(repeating: "a", count: 4096 - name), true),
      (String(repeating: "a", count: 4097 - name), false),
      ("ë" + String(repeating: "a", count: 4090 - name), true),
      ("ë" + String(repeating: "a", count: 4091 - name), false),
    ] {
      let obstacle = await storage.obstacle(to: value, forKey: key)
      #expect((obstacle == nil) == fits)
      do {
        try await storage.setItem(value, forKey: key)
        #expect(fits)
      } catch {
        #expect(!fits && error as? StorageError == obstacle, "\(error)")
      }
    }
    // The folder goes with its last use.
    #expect(folder.text.contains("idToken"))
  }

  @Test(.enabled(if: HelperScript.isPossible, "there is no Python"))
  func `a helper's limits are its answer's, and it takes no null`() async throws {
    let script = try HelperScript(capabilities: [])
    let limits = HelperLimits(seconds: 60, answerBytes: 4096)
    let storage = HelperStorage(HelperClient(HelperProgram(path: script.path), limits: limits))
    let fitting = String(repeating: "v", count: 4000)
    #expect(await storage.obstacle(to: fitting, forKey: "k") == nil)
    try await storage.setItem(fitting, forKey: "k")
    #expect(try await storage.getItem("k") == fitting)
    // Twice as long as a JSON text.
    let quoted = String(repeating: "\"", count: 2100)
    guard case .tooLarge(_, let bytes, 4096)? = await storage.obstacle(to: quoted, forKey: "k")
    else { throw StorageContract.Breach("no obstacle") }
    #expect(bytes > 4200)
    try await storage.setItem(quoted, forKey: "k")
    await #expect(throws: StorageError.self) { try await storage.getItem("k") }
    #expect(await storage.obstacle(to: "a\u{0}b", forKey: "k") != nil)
    #expect(await storage.losses.count == 3, "it cannot list, batch or watch")
  }
}
