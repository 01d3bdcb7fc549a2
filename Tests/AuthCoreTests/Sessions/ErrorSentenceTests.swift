import AuthCore
import Testing

/// Each error says in one line what happened, what was kept, and what to do next.
struct ErrorSentenceTests {
  private static let id = SessionID(backend: .local, clientID: "c", username: "alice")
  private static let refusal = Refusal(
    kind: .revoked,
    name: "NotAuthorizedException",
    message: "Refresh Token has been revoked",
    date: NumericDate(seconds: 0)
  )

  private static let storage: [StorageError] = [
    .unsafe(path: "/p", reason: "is open to others", remedy: "chmod 600 '/p'"),
    .unavailable(reason: "why"), .absent(reason: "why"), .busy(seconds: 2),
    .newerFormat(found: 3, known: 1),
    .corrupt(reason: "why"), .full(reason: "why"), .tooLarge(key: "k", bytes: 5000, limit: 4096),
    .locked(by: "a passphrase"), .hidden(key: "k", by: "another cookie", remedy: "remove that one"),
    .wrongSecret("passphrase"), .failed(reason: "why"),
  ]

  private static let pool: [UserPoolError] =
    [
      "NotAuthorizedException", "UserNotFoundException", "ResourceNotFoundException",
      "PasswordResetRequiredException", "UserNotConfirmedException", "InvalidParameterException",
      "CodeMismatchException", "ExpiredCodeException", "UnknownOperationException", "SomethingNew",
    ].map { .refused(name: $0, message: "m", status: 400) } + [
      .refused(name: "TooManyRequestsException", message: "m", status: 429),
      .refused(name: "TooManyRequestsException", message: "m", status: 429, retryAfter: 5000),
      .refused(name: "InternalErrorException", message: "m", status: 500),
      .unreachable(reason: "why"), .unanswered(reason: "why"),
      .unreadable(status: 502, reason: "an HTML page"),
    ]

  private static let signIn: [SignInError] = [
    .unsupportedChallenge(ChallengeName(rawValue: "WEB_AUTHN")),
    .missingParameter(challenge: .smsMFA, parameter: "P"),
    .badParameter(challenge: .smsMFA, parameter: "P"), .unsafeServerKey(.serverKeyIsZero),
    .emptyAnswer, .missingAttribute("email"), .nothingAsked, .noFactor(offered: ["WEB_AUTHN"]),
    .unknownDevice,
  ]

  private static let managed: [ManagedSignInError] = [
    .noManagedLogin(pool: "p"), .noLoopbackRedirect([]), .noLoopbackRedirect(["https://a"]),
    .cannotListen(port: 1, reason: "why"), .refused(error: "access_denied", description: ""),
    .wrongNonce, .timedOut(seconds: 5), .cancelled,
  ]

  private static let undo: [UndoError] = [
    .nothing(redo: false), .nothing(redo: true), .unknown("x"), .ambiguous("x", count: 2),
    .takenBack("t", by: nil), .takenBack("t", by: "u"), .changed("t", ["a", "b"]),
    .gone("t", [.memory]), .log(.corrupt(reason: "why")),
  ]

  private static let own: [SessionError] = [
    .notFound(id), .unknownBackend(BackendID("x"), known: [.local, .cookie]),
    .noPool(clientID: "c"),
    .noRefreshToken(id), .refused(id, refusal), .poolRests(milliseconds: 5000),
    .foreignTokens(claim: "user"), .unusableTokens(.access, nil), .unusableTokens(.id, .empty),
    .changedMeanwhile(id), .removedMeanwhile(id), .sameBackend(id), .alreadyThere(id),
    .copyDiffers(id),
    .accessTokenExpired(id), .missingScope(id), .noGlobalSignOut(id), .unsupportedChallenge("X"),
    .noUserSessions(id, .refused(name: "OperationNotEnabledException", message: "", status: 400)),
  ]

  static let all: [SessionError] =
    own
    + storage.flatMap { error in
      [.storage(.local, error), .notSaved(id, error), .notLocked(id, error), .notNoted(id, error)]
    } + pool.map { .pool($0) } + signIn.map { .signIn($0) } + managed.map { .managed($0) }
    + undo.map { .undo($0) }

  private static let kept = [
    "nothing", "kept", "unchanged", "left as it is", "held until", "thrown away",
  ]

  private static let nextWords: Set<Substring> = [
    "add", "ask", "write", "authtop", "begin", "check", "choose", "confirm", "do", "end", "forget",
    "give",
    "look", "make", "mend", "move", "name", "refresh", "remove", "reset", "restore", "sign",
    "start", "store",
    "take", "to", "try", "turn", "update", "change", "change,",
  ]

  @Test(arguments: all)
  func `an error tells what happened, what was kept, and what to do next`(error: SessionError) {
    Self.check("\(error)")
  }

  @Test(
    arguments: [
      .noToken(.id), .unreadable(.access), .noClaim("sub", .id), .claimsOfRefreshToken,
      .refreshTokenForAPI, .badURL("x"), .unsafeToken(.access), .needsOrigin(.token),
    ] as [ExportError]
  )
  func `an export that is refused tells the same`(error: ExportError) {
    Self.check("\(error)")
  }

  private static func check(_ text: String) {
    #expect(!text.contains("\n") && !text.contains("  ") && !text.hasSuffix("."))
    #expect(Self.kept.contains { text.contains($0) }, "what was kept? \(text)")
    let last = text.split(separator: "; ").last ?? ""
    let word = last.split { $0 == " " || $0 == "," }.first ?? ""
    #expect(text.contains("; ") && Self.nextWords.contains(word), "what next? \(text)")
  }

  @Test(arguments: all.filter { if case .notLocked = $0 { true } else { false } })
  func `an error inside another brings its cause and not its advice`(error: SessionError) {
    #expect("\(error)".components(of: "nothing was") == 1, "\(error)")
    #expect("\(error)".components(of: "try again") == 1, "\(error)")
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    indices.count { self[$0...].hasPrefix(part) }
  }
}
