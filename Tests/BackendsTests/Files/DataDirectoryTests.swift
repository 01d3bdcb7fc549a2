import AuthCore
import Backends
import Testing

struct DataDirectoryTests {
  @Test(
    arguments: [
      (["AUTHTOP_HOME": "/a", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/a"),
      (["AUTHTOP_HOME": "a", "HOME": "/h"], "a"),
      (["AUTHTOP_HOME": "", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/authtop"),
      (["XDG_DATA_HOME": "/x/", "HOME": "/h"], "/x/authtop"),
      (["XDG_DATA_HOME": "relative", "HOME": "/h"], "/h/.local/share/authtop"),
      (["XDG_DATA_HOME": "", "HOME": "/"], "/.local/share/authtop"),
    ]
  )
  func `the first variable that names a folder decides`(
    environment: [String: String],
    path: String
  ) throws {
    #expect(try DataDirectory.path(environment: environment) == path)
  }

  @Test func `without any of them the error names all three`() {
    let error = #expect(throws: StorageError.self) {
      try DataDirectory.path(environment: ["HOME": "relative", "AUTHTOP_HOME": ""])
    }
    for name in ["AUTHTOP_HOME", "XDG_DATA_HOME", "HOME"] {
      #expect(error.map { "\($0)".contains(name) } == true)
    }
  }
}
