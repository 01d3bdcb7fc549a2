import AuthCore
import Glibc
import TUI
import Terminal

/// The screen from opening to closing: terminal, app, effects and time brought together.
@MainActor
struct ScreenSession {
  /// What is on the screen before anything was read.
  let backends: [BackendID]
  let poolTitle: String
  /// Where users can be signed in, by name.
  let pools: [String]
  let settings: SettingsFile
  /// What to know about signing in here, and the mail of a pool inside this program, in words.
  var signInHint: String?
  var mail: AsyncStream<String>?
  /// The manager, which may still be on its way while the first frame is drawn.
  let manager: Task<SessionManager, any Error>
  /// The encryption of the local store, where there is one of the user's own.
  var lock: StoreLock?

  /// Opens the screen and runs it to its end; returns the exit code.
  func run() async throws -> Int32 {
    let terminal: Terminal
    do {
      terminal = try Terminal.open(
        options: TerminalOptions(settings.settings, environment: Wiring.environment)
      )
    } catch {
      manager.cancel()
      throw CommandFailure(
        SingleLine.text(error.sentence),
        code: CommandFailure.Code.unusableInput
      )
    }
    defer { terminal.close() }
    let mailbox = Mailbox()
    let code = ExitStatus()
    let (clockChanges, clockBell) = AsyncStream.makeStream(of: Void.self)
    let firstLook = FirstLook()
    let listeners = [
      Task { await forward(terminal, to: mailbox, code) },
      Task { await watch(mailbox, after: firstLook) },
      Task { await carryOutPolicies(mailbox, clockChanges, after: firstLook) },
      Task { await forwardMail(to: mailbox) },
    ]
    defer { for listener in listeners { listener.cancel() } }
    await loop(terminal, mailbox, clockBell, firstLook)
    // The app quits before a failure to start is known: it is told on the way out.
    if case .failure(let error)? = await startFailure() { throw error }
    return code.value
  }

  /// The screen before anything was read.
  private var app: App {
    var app = App(
      backends: backends,
      poolTitle: poolTitle,
      pools: pools,
      signInHint: signInHint,
      settings: settings.settings,
      localTime: .system,
      now: Wiring.clock()
    )
    app.setOrigin(try? PageOptions.webOrigin(of: nil))
    return app
  }

  private func loop(
    _ terminal: Terminal,
    _ mailbox: Mailbox,
    _ clockBell: AsyncStream<Void>.Continuation,
    _ firstLook: FirstLook
  ) async {
    var app = self.app
    _ = app.update(.tick(Wiring.clock()))
    _ = app.update(.resized(columns: terminal.size.columns, rows: terminal.size.rows))
    let runner = runner(mailbox)
    let ticker = Ticker(mailbox)
    var clocks = ClockWatch(Wiring.clocks())
    defer { ticker.stop() }
    await app.run(
      charset: terminal.capabilities.charset,
      next: {
        guard var events = await mailbox.take() else { return nil }
        if events.contains(where: \.tellsSessions) { firstLook.end() }
        if let change = clocks.look(Wiring.clocks()) {
          events.append(.note("\(change)"))
          clockBell.yield()
        }
        return [.tick(Wiring.clock())] + events
      },
      present: { terminal.present($0) },
      perform: { effects, app in
        for effect in effects { perform(effect, terminal, mailbox, runner) }
        ticker.tick(at: app.nextTick)
      }
    )
  }

  /// What carries effects out, as soon as there is a manager.
  private func runner(_ mailbox: Mailbox) -> Task<EffectRunner, any Error> {
    Task { [manager, lock] in
      EffectRunner(manager: try await manager.value, lock: lock, send: mailbox.send)
    }
  }

  private func perform(
    _ effect: Effect,
    _ terminal: Terminal,
    _ mailbox: Mailbox,
    _ runner: Task<EffectRunner, any Error>
  ) {
    switch effect {
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .searchOn: mailbox.send(.searchOn)
    case .title(let title): terminal.setTitle(title)
    case .warn(let due, let how): Warner(terminal: terminal).warn(due, how)
    case .apply(let settings):
      terminal.apply(TerminalOptions(settings, environment: Wiring.environment))
    case .saveSettings(let changes): save(changes, mailbox)
    case .export(let id, let request, let target):
      Task { await export(id, request, to: target, terminal, runner) }
    default: Task { try await runner.value.perform(effect) }
    }
  }

  private func save(_ changes: [SettingLine], _ mailbox: Mailbox) {
    do {
      mailbox.send(.settingsSaved(try settings.write(changes), isSaved: true))
    } catch let failure as CommandFailure {
      mailbox.send(.settingsSaved(failure.message, isSaved: false))
    } catch {
      mailbox.send(.settingsSaved("the settings could not be written: \(error)", isSaved: false))
    }
  }

  /// Writes a session to the clipboard or a file; the text goes no other way.
  private func export(
    _ id: SessionID,
    _ request: ExportRequest,
    to target: ExportTarget,
    _ terminal: Terminal,
    _ runner: Task<EffectRunner, any Error>
  ) async {
    guard let runner = try? await runner.value else { return }
    let effect = Effect.export(id, request, to: target)
    switch await runner.exported(id, request) {
    case .failure(let failure):
      runner.send(.finished(.exported(.failed(failure.reason)), of: effect))
    case .success(let text):
      runner.send(.finished(.exported(write(text, to: target, terminal)), of: effect))
    }
  }

  private func write(
    _ text: ExportText,
    to target: ExportTarget,
    _ terminal: Terminal
  ) -> ExportOutcome {
    switch target {
    case .clipboard:
      guard terminal.write(clipboard: Array(text.reveal().utf8)) else {
        return .tooLarge(bytes: text.byteCount, limit: Terminal.longestClipboardText)
      }
      return .sent(
        bytes: text.byteCount,
        isRedacted: text.isRedacted,
        warning: ClipboardNote.warning(Wiring.environment, byteCount: text.byteCount)
      )
    case .file(let path):
      do {
        try NewFile.write(Array(text.reveal().utf8), to: path)
        return .written(bytes: text.byteCount, isRedacted: text.isRedacted, path: path)
      } catch {
        return .failed((error as? CommandFailure)?.message ?? "nothing was written")
      }
    }
  }

  private func forwardMail(to mailbox: Mailbox) async {
    guard let mail else { return }
    for await text in mail { mailbox.send(.mail(text)) }
  }

  /// Turns what the terminal tells into events.
  private func forward(_ terminal: Terminal, to mailbox: Mailbox, _ code: ExitStatus) async {
    for await input in terminal.events {
      switch input {
      case .key(let key): mailbox.send(.key(key))
      case .resized(let columns, let rows):
        mailbox.send(.resized(columns: columns, rows: rows))
      case .resumed: mailbox.send(.tick(Wiring.clock()))
      case .terminate(let signal):
        code.value = 128 + signal
        mailbox.close()
      }
    }
  }

  /// Tells of changes that other programs make in the backends.
  private func watch(_ mailbox: Mailbox, after firstLook: FirstLook) async {
    guard let manager = try? await manager.value else {
      mailbox.close()
      return
    }
    let changes = manager.changes()
    // At once: tokens that are held from now on must be known when somebody quits.
    let heldChanges = manager.heldChanges()
    let held = Task {
      for await _ in heldChanges { mailbox.send(.held(await manager.heldSessions())) }
    }
    defer { held.cancel() }
    await firstLook.wait()
    if let isLocked = await lock?.isLocked() {
      mailbox.send(.encrypted(.local, isLocked: isLocked))
    }
    // Beside the rest: a helper that hangs keeps nobody from seeing changes.
    let forgetting = Task { await KeyAsking.never { await manager.forgetOldUndoSteps() } }
    defer { forgetting.cancel() }
    for note in await KeyAsking.never({ await manager.unfinishedMoves() }) {
      mailbox.send(.note(note))
    }
    let journal = Task {
      for await _ in manager.journalChanges() { mailbox.send(.journalChanged) }
    }
    defer { journal.cancel() }
    for note in await KeyAsking.never({ await manager.finishRefreshes(retrying: true) }) {
      mailbox.send(.note(note))
    }
    for note in await KeyAsking.never({ await manager.unknownSignOuts() }) {
      mailbox.send(.note(note))
    }
    for await backend in changes { mailbox.send(.storageChanged(backend)) }
  }

  /// Renews sessions as their pools' policies say, while the screen is open.
  private func carryOutPolicies(
    _ mailbox: Mailbox,
    _ clockChanges: AsyncStream<Void>,
    after firstLook: FirstLook
  ) async {
    guard let manager = try? await manager.value else { return }
    await firstLook.wait()
    let runner = PolicyRunner(manager: manager) { line, _ in mailbox.send(.note(line)) }
    let looks = Task { for await _ in clockChanges { await runner.look() } }
    await runner.run()
    looks.cancel()
  }

  private func startFailure() async -> Result<SessionManager, any Error>? {
    manager.cancel()
    let result = await manager.result
    if case .failure(let error) = result, !(error is CancellationError) { return result }
    return nil
  }
}

/// The exit code, settable by whoever ends the screen.
@MainActor
final class ExitStatus {
  var value: Int32 = 0
}
