import AuthCore
import TestSupport
import Testing

@testable import TUI

extension Gallery {
  /// Boxes that look at something.
  static let about: [Gallery] = [
    Gallery("checks", isWide: true) { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("c"))
      _ = sample.app.update(.checked(.everything, findings))
      return sample
    },
    Gallery("journal", isWide: true) { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("J"))
      _ = sample.app.update(.journalLoaded(try await entries(), JournalFilter()))
      return sample
    },
    Gallery("journal-narrowed") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("J"))
      _ = sample.app.update(.journalLoaded(try await entries(), JournalFilter()))
      sample.press(.character("l"), .character("s"), .character("/"), .paste("alice"))
      return sample
    },
    Gallery("diff") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("="))
      if let detail = sample.app.main.detail { _ = sample.app.update(.detailLoaded(detail)) }
      let filter = JournalFilter(session: alice, kinds: [.refreshed, .changed])
      _ = sample.app.update(.journalLoaded([], filter))
      return sample
    },
    keys("help", .character("?")),
    keys("palette", .character(":"), .character("r"), .character("e")),
    keys("settings", .character(",")), keys("settings-key", .character(","), .end, .enter),
    keys("what-if", .character("@")),
    keys("copy", .character("y")),
    keys("copy-refresh-token", .character("y"), .character("x"), .end, .enter),
    keys("copy-to-file", .character("y"), .character("f")),
    Gallery("unlock") { columns, rows in
      var sample = try await sample(columns, rows)
      _ = sample.app.update(.encrypted(.local, isLocked: true))
      sample.press(.character("r"), .paste("horse"))
      return sample
    },
  ]

  /// Boxes that change something.
  static let boxes: [Gallery] = [
    Gallery("move") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.down, .down, .character("m"))
      let tokens = SampleApp.three[1]
      let bench = ManagerBench(local: MemoryStorage(tokens.items), memory: MemoryStorage())
      let preview = try await bench.manager.movePreview(
        [ManagerBench.id(.local, "bob")],
        to: .memory
      )
      let effect = Effect.previewMove([ManagerBench.id(.local, "bob")], to: [.memory])
      _ = sample.app.update(.finished(.previewed([preview]), of: effect))
      return sample
    },
    keys("switch", .character("b")), keys("switch-along", .character("b"), .character("m")),
    signOut("sign-out", .character("d")), signOut("sign-out-everywhere", .character("D")),
    signOut("sign-out-done", .character("D"), isDone: true),
    signOut("sign-out-refused", .character("D"), isDone: true, isRefused: true),
    keys("bulk", .character("*"), .character("r")),
    Gallery("bulk-running") { columns, rows in
      var sample = try await sample(columns, rows)
      let effects = sample.press(.character("*"), .character("r"), .tab, .enter)
      let later = ManagerBench.now.advanced(byMilliseconds: 2000)
      _ = sample.app.update(.tick(later))
      for effect in effects { _ = sample.app.update(.progress(done: 2, total: 4, of: effect)) }
      return sample
    },
    Gallery("bulk-done") { columns, rows in
      var sample = try await sample(columns, rows)
      let effects = sample.press(.character("*"), .character("r"), .tab, .enter)
      let (bob, carol) = (ManagerBench.id(.local, "bob"), ManagerBench.id(.local, "carol"))
      let results = [
        BulkResult(alice, .done("access and ID token renewed"), place: alice),
        BulkResult(bob, .noPool(clientID: "client1")), BulkResult(carol, .noRefreshToken(carol)),
      ]
      sample.finish(.bulk(.refresh, results), of: effects)
      return sample
    },
    Gallery("undo") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("u"))
      let tokens = SampleTokens()
      let bench = ManagerBench(
        local: MemoryStorage(tokens.items.merging(tokens.pointer) { $1 }),
        memory: MemoryStorage()
      )
      _ = try await bench.manager.move(alice, to: .memory)
      var offer = UndoOffer()
      offer.undo = try await bench.manager.undoPlan()
      sample.finish(.undoPlanned(offer), of: [.planUndo])
      return sample
    },
    Gallery("remove-keys") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("c"))
      let client = "CognitoIdentityServiceProvider.client1"
      let keys = ["inflightOAuth", "oauthState", "oauthPKCE"].map { "\(client).\($0)" }
      let finding = Finding(
        code: "oauth-stuck",
        severity: .error,
        subject: .client(.local, clientID: "client1"),
        sentence: "inflightOAuth is set: a sign-in by redirect began and did not end",
        advice: "finish the sign-in in its tab, or remove what it left",
        next: .removeKeys,
        evidence: [CheckEvidence(keys[0], "true")],
        keys: keys
      )
      _ = sample.app.update(.checked(.everything, [finding]))
      let effects = sample.press(.character("X"))
      let values = Dictionary(uniqueKeysWithValues: keys.prefix(2).map { ($0, "value") })
      let bench = ManagerBench(local: MemoryStorage(values))
      let plan = try await bench.manager.keyRemovalPlan(keys, in: .local)
      sample.finish(.keyRemovalPlanned(plan), of: effects)
      return sample
    },
    Gallery("held") { columns, rows in
      var sample = try await sample(columns, rows)
      let error = SessionError.notSaved(alice, .full(reason: "no space left"))
      let failed = Event.Failed(id: alice, error: error)
      sample.finish(.refreshed([], [failed], last: nil), of: [.refresh([alice])])
      _ = sample.app.update(.held([error.held].compactMap { $0 }))
      sample.finish(.heldPlaces(alice, [.memory]), of: [.planHeld(alice)])
      return sample
    },
    Gallery("end-session") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.enter, .right, .right, .right)
      _ = sample.app.update(.poolSessions(alice, .known([device("Firefox")])))
      sample.press(.enter)
      if sample.app.boxes.isEmpty {
        // Where the list stands alone the detail has no keys.
        let box = EndSessionScreen(alice, device("Firefox"), sample.app.context)
        sample.app.boxes.append(.endSession(box))
      }
      return sample
    },
  ]

  private static func signOut(
    _ name: String,
    _ key: Key,
    isDone: Bool = false,
    isRefused: Bool = false
  ) -> Gallery {
    Gallery(name) { columns, rows in
      let tokens = SampleTokens()
      let items = tokens.items.merging(tokens.pointer) { $1 }
      let bench = ManagerBench(local: MemoryStorage(items))
      bench.pool.onGlobalSignOut { _ async throws(UserPoolError) in
        if isRefused {
          throw .refused(name: "LimitExceededException", message: "too often", status: 400)
        }
      }
      bench.pool.onRevoke { _ async throws(UserPoolError) in }
      var sample = try await sample(columns, rows)
      guard case .planSignOut(let id, let scope)? = sample.press(key).first else { return sample }
      let plan = try await bench.manager.signOutPlan(id, scope: scope)
      sample.finish(.planned(plan), of: [.planSignOut(id, scope)])
      guard isDone else { return sample }
      let effects = sample.press(.tab, .enter)
      let report = try await bench.manager.signOut(id, scope: scope)
      sample.finish(.signedOut(report), of: effects)
      return sample
    }
  }

  /// The sign-in with each of its steps.
  static let signIns: [Gallery] = [
    keys("sign-in", .character("i")),
    asked("sign-in-password", .password),
    asked("sign-in-new-password", .newPassword(requiredAttributes: ["name"], attributes: [:])),
    asked("sign-in-first-factor", .choice(.firstFactor, [.passwordSRP, .emailOTP])),
    asked("sign-in-second-factor", .choice(.secondFactor, [.softwareToken, .smsMFA])),
    asked(
      "sign-in-code",
      .code(.emailOTP, CodeDelivery(medium: "EMAIL", destination: "a***@e***"))
    ),
    asked(
      "sign-in-authenticator",
      isWide: true,
      .softwareTokenSetup(
        SoftwareTokenSetup(
          secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
          username: "alice",
          issuer: "us-east-1_Demo"
        )
      )
    ),
    asked("sign-in-email", .emailSetup), asked("sign-in-custom", .custom(["question": "1 + 1?"])),
    Gallery("sign-in-remember") { columns, rows in
      var sample = try await sample(columns, rows)
      let keys: [Key] = [.character("i"), .paste("alice"), .enter, .paste("secret"), .enter]
      let effects = keys.flatMap { sample.press($0) }
      if let session = sample.app.context.ledger[alice] {
        sample.finish(.offersToRemember(session), of: effects)
      }
      return sample
    },
    keys("managed", .character("o")),
    Gallery("managed-waiting") { columns, rows in
      var sample = try await sample(columns, rows)
      sample.press(.character("o"), .enter)
      let url = "https://login.example/oauth2/authorize?response_type=code&client_id=client1"
      let until = ManagerBench.now.advanced(byMilliseconds: 300_000)
      _ = sample.app.update(.managed(.opened(url: url, asked: true, until: until)))
      return sample
    },
  ]

  private static func asked(
    _ name: String,
    isWide: Bool = false,
    _ challenge: SignInChallenge
  ) -> Gallery {
    Gallery(name, isWide: isWide) { columns, rows in
      var sample = try await sample(columns, rows)
      let keys: [Key] = [.character("i"), .paste("alice"), .enter, .paste("secret"), .enter]
      sample.finish(.asked(challenge), of: keys.flatMap { sample.press($0) })
      return sample
    }
  }
}
