import AuthCore
import Dispatch
import Glibc

/// A helper in the kit's hands: whole runs with any bytes, and the verbs under keys of the kit's own.
final class HelperProbe: Sendable {
  let program: HelperProgram
  let limits: HelperLimits
  let storage: HelperStorage
  let client: HelperClient
  private let queue = DispatchQueue(label: "authtop.kit", attributes: .concurrent)
  /// What every key of the kit begins with, so that nobody's items are touched.
  let prefix = "authtop-check-\(getpid())-\(UInt32.random(in: 0 ... .max))."

  init(_ program: HelperProgram, limits: HelperLimits) {
    self.program = program
    self.limits = limits
    client = HelperClient(program, limits: limits)
    storage = HelperStorage(client)
  }

  /// A storage that waits for none of this one's runs, as another process would not.
  var another: HelperStorage { HelperStorage(HelperClient(program, limits: limits)) }

  func key(_ text: String) -> String { prefix + text }

  func set(_ value: String, _ key: String) async throws {
    try await storage.setItem(value, forKey: self.key(key))
  }

  func get(_ key: String) async throws -> String? { try await storage.getItem(self.key(key)) }

  func remove(_ key: String) async throws { try await storage.removeItem(self.key(key)) }

  /// The kit's keys that are there, without what they begin with.
  func keys(_ prefix: String = "") async throws -> [String] {
    try await storage.items(withPrefix: key(prefix)).map {
      String(decoding: $0.key.utf8.dropFirst(self.prefix.utf8.count), as: UTF8.self)
    }
  }

  /// Stores a value, reads it back, and compares bytes.
  func expectRoundTrip(_ value: String, key: String = "round-trip") async throws {
    try await set(value, key)
    let found = try await get(key)
    try HelperCheck.require(found != nil, "get says that the key is absent after set")
    try HelperCheck.require(
      found.map { $0.utf8.elementsEqual(value.utf8) } ?? false,
      "\(value.utf8.count) bytes were stored and \(found?.utf8.count ?? 0) others came back"
    )
  }

  /// Two keys that a careless helper takes for one.
  func expectTwoKeys(_ first: String, _ second: String) async throws {
    try await set("first", first)
    try await set("second", second)
    try HelperCheck.require(try await get(first) == "first", "the second key overwrote the first")
    try await remove(first)
    try HelperCheck.require(
      try await get(second) == "second",
      "removing the first key removed the second"
    )
    try await remove(second)
  }

  /// The limits of a run in what is left of the kit's time.
  private func timeLeft() throws -> HelperLimits {
    guard let limits = limits.cut(at: HelperPatience.deadline) else {
      throw HelperCheck.Breach("the time is over")
    }
    return limits
  }

  /// One run with any word and any bytes.
  func raw(_ verb: String, _ request: String) async throws -> HelperProcess.Outcome {
    let (program, limits) = (program, try timeLeft())
    return try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            var process = try HelperProcess(program, verb: verb)
            return process.finish(request: Array(request.utf8), limits: limits)
          }
        )
      }
    }
  }

  /// A run that must be refused: a code other than 0, within the time.
  @discardableResult
  func expectRefusal(_ verb: String, _ request: String) async throws -> HelperProcess.Outcome {
    let outcome = try await raw(verb, request)
    switch outcome.end {
    case .exited(0): throw HelperCheck.Breach("it ended with exit code 0")
    case .exited: return outcome
    case .signalled(let number): throw HelperCheck.Breach("it was ended by signal \(number)")
    case .timedOut: throw HelperCheck.Breach("it hung")
    case .tooMuch: throw HelperCheck.Breach("it wrote without end")
    }
  }

  /// A request of one of the kit's keys as it goes over the pipe.
  func request(_ members: [(String, JSONValue)]) -> String {
    String(decoding: HelperMessage.request(members), as: UTF8.self)
  }

  /// Begins to store a value and kills the helper at once or a little later.
  func killedSet(_ value: String, _ key: String, after microseconds: UInt32) async throws {
    let program = program
    _ = try timeLeft()
    let request = HelperMessage.request([
      ("key", .string(self.key(key))), ("value", .string(value)),
    ])
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      queue.async {
        continuation.resume(
          with: Result {
            let process = try HelperProcess(program, verb: HelperVerb.set.rawValue)
            _ = SilentPipe.write(request[...], to: process.input)
            usleep(microseconds)
            _ = process.terminate(grace: 0, politely: false)
            process.closeAll()
          }
        )
      }
    }
  }
}
