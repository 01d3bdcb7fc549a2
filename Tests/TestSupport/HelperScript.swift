import FoundationEssentials
package import Glibc

/// Helpers for tests: a good one in Python, and what is wrong with the others.
package struct HelperScript: Sendable {
  /// Where helpers find their interpreter; a test of theirs is off without it.
  package static let isPossible = access("/usr/bin/python3", X_OK) == 0

  private let folder: TemporaryFolder

  /// The program's file.
  package let path: String
  /// Where the good helper keeps its items.
  package var store: String { folder.path + "/store.json" }
  /// A file for whatever a script notes.
  package var notes: String { folder.path + "/notes" }

  /// Writes a Python helper; `broken` runs after the request was read and before it is answered, and
  /// sees `verb`, `request`, `items`, `answer` and `notes`.
  package init(capabilities: [String] = ["keys", "batch"], broken: String = "") throws {
    try self.init(text: Self.python(capabilities, broken))
  }

  /// Writes any program.
  package init(text: String, mode: mode_t = 0o755, name: String = "authtop-backend-test") throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/\(name)"
    let whole = text.replacing("@STORE@", with: folder.path + "/store.json")
      .replacing("@NOTES@", with: folder.path + "/notes")
    // A program that another test starts meanwhile must not get the descriptor: the script could not be run.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw TemporaryFolder.Failure(number: errno) }
    defer { close(file) }
    let bytes = Array(whole.utf8)
    guard write(file, bytes, bytes.count) == bytes.count else {
      throw TemporaryFolder.Failure(number: errno)
    }
    chmod(path, mode)
  }

  private static func python(_ capabilities: [String], _ broken: String) -> String {
    beginning + verbs.replacing("@CAPABILITIES@", with: "\(capabilities)") + broken + ending
  }

  private static let beginning = """
    #!/usr/bin/python3 -IS
    import fcntl, json, os, signal, subprocess, sys, time
    store, notes = "@STORE@", "@NOTES@"
    verb = sys.argv[1]
    request = json.loads(sys.stdin.readline())
    lock = open(store + ".lock", "w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        items = json.load(open(store))
    except FileNotFoundError:
        items = {}

    """

  private static let verbs = """
    answer = {}
    if verb == "capabilities":
        answer = {"protocol": 1, "capabilities": @CAPABILITIES@}
    elif verb == "get":
        answer = {"value": items.get(request["key"])}
    elif verb == "set":
        items[request["key"]] = request["value"]
    elif verb == "remove":
        items.pop(request["key"], None)
    elif verb == "clear":
        items = {}
    elif verb == "keys":
        answer = {"items": [{"key": k, "value": v} for k, v in items.items()
                            if k.startswith(request["prefix"])]}
    elif verb == "batch":
        for change in request["changes"]:
            if "set" in change:
                items[change["set"]] = change["value"]
            else:
                items.pop(change["remove"], None)
    elif verb != "watch":
        sys.exit("no such verb")

    """

  private static let ending = """

    with open(store + ".new", "w") as file:
        json.dump(items, file)
    os.rename(store + ".new", store)
    json.dump(answer, sys.stdout)

    """
}
