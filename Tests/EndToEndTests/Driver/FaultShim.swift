import FoundationEssentials
import Glibc
import TestSupport

/// A library that makes a call of a program fail, built from its C source for this test run.
final class FaultShim: Sendable {
  /// One call that fails, and how.
  struct Fault: CustomStringConvertible, Sendable {
    let call: String
    /// The number of the call, from 1.
    let number: Int
    let code: CInt
    /// Whether every later call of that kind fails as well.
    let stays: Bool
    /// Whether a write that fails first writes half of its bytes.
    let isShort: Bool

    var description: String {
      "\(call) \(number): \(String(cString: strerror(code)))\(stays ? ", and stays" : "")"
        + (isShort ? ", after half" : "")
    }
  }

  /// Calls that a disk can refuse, and the reasons.
  static let calls = ["write", "sync", "open", "rename", "truncate", "unlink", "read"]
  static let codes: [CInt] = [ENOSPC, EIO, EDQUOT, EINTR]

  private let folder: TemporaryFolder
  private var library: String { folder.path + "/faults.so" }
  private var report: String { folder.path + "/report" }

  init() throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    let library = folder.path + "/faults.so"
    let source =
      #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
      + "/FaultShim/faults.c"
    // Swift itself needs clang for C; the path is that of the user who runs the tests.
    let command = "clang -shared -fPIC -O1 -o '\(library)' '\(source)' -ldl"
    guard Shell.run(command) == 0 else { throw StoryFailure("\(command) failed") }
  }

  /// What a program needs to know to meet a fault in some folders.
  func environment(_ fault: Fault, under folders: [String]) -> [String: String] {
    unlink(report)
    return [
      "LD_PRELOAD": library, "FAULT_UNDER": folders.joined(separator: ":"),
      "FAULT_CALL": fault.call, "FAULT_AT": "\(fault.number)", "FAULT_ERRNO": "\(fault.code)",
      "FAULT_STAYS": fault.stays ? "1" : "0", "FAULT_SHORT": fault.isShort ? "1" : "0",
      "FAULT_REPORT": report,
    ]
  }

  /// What a program needs to know to hang in every call on a file of some folders, while the gate exists.
  func hanging(under folders: [String], gate: String) -> [String: String] {
    unlink(report)
    return [
      "LD_PRELOAD": library, "FAULT_UNDER": folders.joined(separator: ":"), "FAULT_GATE": gate,
      "FAULT_REPORT": report,
    ]
  }

  /// What the library has told so far.
  var reported: String {
    String(decoding: FileManager.default.contents(atPath: report) ?? Data(), as: UTF8.self)
  }

  /// Whether the program came as far as the fault.
  var wasMet: Bool { access(report, F_OK) == 0 }
}
