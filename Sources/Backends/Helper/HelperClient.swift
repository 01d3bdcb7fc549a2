package import AuthCore
import Dispatch
import Synchronization

/// Speaks to one helper, one run at a time.
package final class HelperClient: Sendable {
  package let program: HelperProgram
  package let limits: HelperLimits
  private let queue: DispatchQueue
  private let known = Mutex<Set<HelperCapability>?>(nil)

  package init(_ program: HelperProgram, limits: HelperLimits = HelperLimits()) {
    self.program = program
    self.limits = limits
    queue = DispatchQueue(label: "authtop.helper.\(program.name)")
  }

  /// What the helper says that it can do; asked once, before the first other verb.
  package func capabilities() async throws(StorageError) -> Set<HelperCapability> {
    if let known = known.withLock({ $0 }) { return known }
    let answer = try await run(.capabilities, [])
    guard case .number(let number)? = answer["protocol"], number.integer != nil else {
      throw malformed(.capabilities, "names no protocol version")
    }
    guard number.integer == Int64(HelperMessage.version) else {
      throw .unavailable(
        reason: "\(program.path) speaks protocol \(number.integer ?? 0), this authtop speaks "
          + "\(HelperMessage.version)"
      )
    }
    guard let words = answer["capabilities"]?.texts else {
      throw malformed(.capabilities, "names no capabilities")
    }
    // What a newer helper can do besides is of no use here.
    let found = Set(words.compactMap(HelperCapability.init(rawValue:)))
    known.withLock { $0 = found }
    return found
  }

  /// One verb with its members, after the handshake.
  package func call(
    _ verb: HelperVerb,
    _ members: [(String, JSONValue)],
    secrets: [String] = []
  ) async throws(StorageError) -> JSONObject {
    _ = try await capabilities()
    return try await run(verb, members, secrets: secrets)
  }

  private func run(
    _ verb: HelperVerb,
    _ members: [(String, JSONValue)],
    secrets: [String] = []
  ) async throws(StorageError) -> JSONObject {
    let request = HelperMessage.request(members)
    let (program, limits, deadline) = (program, limits.ofThisRun, HelperPatience.deadline)
    let result: Result<HelperProcess.Outcome, StorageError> = await withCheckedContinuation {
      continuation in
      queue.async {
        do throws(StorageError) {
          // Those before this one may have taken all the time.
          guard let limits = limits.cut(at: deadline) else {
            throw .unavailable(reason: "\(program.path) was not run: the time was over before")
          }
          var process = try HelperProcess(program, verb: verb.rawValue)
          continuation.resume(
            returning: .success(process.finish(request: request, limits: limits))
          )
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try answer(try result.get(), verb, secrets, limits)
  }

  /// The answer of a run that ended well; never quotes standard output.
  private func answer(
    _ outcome: HelperProcess.Outcome,
    _ verb: HelperVerb,
    _ secrets: [String],
    _ limits: HelperLimits
  ) throws(StorageError) -> JSONObject {
    let suffix = Self.suffix(outcome, verb, secrets)
    switch outcome.end {
    case .timedOut:
      throw .unavailable(
        reason: "\(program.path) did not finish \(verb.rawValue) within \(limits.seconds) s and "
          + "was ended\(suffix)"
      )
    case .tooMuch:
      throw .failed(
        reason: "\(program.path) answered \(verb.rawValue) with more than \(limits.answerBytes) "
          + "bytes and was ended"
      )
    case .signalled(let number):
      throw .failed(
        reason: "\(program.path) was ended by signal \(number) in \(verb.rawValue)\(suffix)"
      )
    case .exited(0): break
    case .exited(let code):
      throw refusal(HelperMessage.answer(outcome.answer), code, verb, suffix)
    }
    guard let object = HelperMessage.answer(outcome.answer) else {
      throw malformed(verb, "is not one JSON object")
    }
    if object["error"] != nil { throw refusal(object, 0, verb, suffix) }
    return object
  }

  /// What the helper said on standard error, for a reason.
  ///
  /// While it reads it holds what is stored, and nobody here knows that to take it out: nothing of what
  /// it says then is quoted.
  private static func suffix(
    _ outcome: HelperProcess.Outcome,
    _ verb: HelperVerb,
    _ secrets: [String]
  ) -> String {
    let note = HelperMessage.note(outcome.message, secrets: secrets)
    guard !note.isEmpty else { return "" }
    guard verb == .get || verb == .keys else { return ": \(note)" }
    return "; what it said is not shown, because it may hold what is stored: run it by hand"
  }

  /// What a failure means, by the code in the answer; the words come from standard error alone.
  private func refusal(
    _ answer: JSONObject?,
    _ code: CInt,
    _ verb: HelperVerb,
    _ suffix: String
  ) -> StorageError {
    let what = "\(program.path) could not \(verb.rawValue)"
    switch answer?["error"]?.text {
    case "full": return .full(reason: what + suffix)
    case "locked": return .unavailable(reason: "\(what): its store is locked\(suffix)")
    case "denied": return .unavailable(reason: "\(what): it was denied\(suffix)")
    case "unavailable": return .unavailable(reason: what + suffix)
    case "corrupt": return .corrupt(reason: what + suffix)
    default: return .failed(reason: "\(what) (exit code \(code))\(suffix)")
    }
  }

  func malformed(_ verb: HelperVerb, _ reason: String) -> StorageError {
    .failed(reason: "the answer of \(program.path) to \(verb.rawValue) \(reason)")
  }
}
