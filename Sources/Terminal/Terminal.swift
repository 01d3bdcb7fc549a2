internal import CNcurses
internal import Dispatch
package import TUI

/// The terminal: presents frames, tells of keys, sizes and signals, and is left as it was found.
///
/// One at a time. It is restored by `close()`, while stopped, and by a handler when the program dies of a signal.
@MainActor
package final class Terminal {
  package let capabilities: TerminalCapabilities
  /// Keys and signals in the order in which they came; ends with `close()`.
  package let events: AsyncStream<InputEvent>
  package private(set) var size: (columns: Int, rows: Int)

  private(set) var options: TerminalOptions
  let traits: TerminalTraits
  let sink: AsyncStream<InputEvent>.Continuation
  var input: TerminalInput?
  private let window: UnsafeMutablePointer<WINDOW>
  private var painter: Painter
  let output = Output()
  /// The latest frame that a slow terminal has had no time for.
  private var waiting: Frame?
  /// What the window is called while the program has the terminal; nil leaves its title alone.
  private var title: String?
  private var isTitlePushed = false
  /// Whether the title is to be sent after the next frame: curses keeps the one that it finds when it
  /// takes the screen, and that must not be ours.
  private var isTitleDue = true
  private var isOpen = true
  private var isCursorShown: Bool?
  /// Whether the cursor moves as ECMA-48 says, so that changes may be sent without curses.
  private let movesByECMA: Bool
  /// What the terminal or the environment says of the background.
  private var background: Bool?

  /// Takes over the terminal, or says why not before anything was written to it.
  package static func open(options: TerminalOptions) throws(TerminalError) -> Terminal {
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    let name = options.environment["TERM"] ?? ""
    guard !name.isEmpty else { throw .noTerminalName }
    // They would override the terminal's own size for ever.
    unsetenv("LINES")
    unsetenv("COLUMNS")
    let isUTF8 = authtop_use_utf8_locale()
    guard name != "dumb", authtop_can_draw() else { throw .cannotDraw(name: name) }
    guard authtop_modes_save() else { throw .cannotStart }
    // Before curses, which installs its own handlers only where there are none.
    let signals = authtop_signals_open()
    guard signals >= 0 else { throw .cannotStart }
    guard authtop_new_terminal(), let window = authtop_screen() else {
      authtop_signals_close()
      throw .cannotStart
    }
    let terminal = Terminal(options, isUTF8: isUTF8, window: window)
    terminal.input = TerminalInput(signals: signals, terminal: terminal)
    return terminal
  }

  private init(_ options: TerminalOptions, isUTF8: Bool, window: UnsafeMutablePointer<WINDOW>) {
    self.options = options
    self.window = window
    start_color()
    use_default_colors()
    traits = TerminalTraits(
      environment: options.environment,
      depth: Int(max(0, authtop_colours())),
      noColours: options.colours == .none
    )
    capabilities = TerminalCapabilities(
      colours: traits.colours,
      charset: isUTF8 && !options.ascii ? .unicode : .ascii
    )
    background = Background.isLight(colourPair: options.environment["COLORFGBG"])
    painter = Painter(
      colours: traits.colours,
      isLight: options.isLight(background),
      hidesCursor: !Self.capability("civis").isEmpty
    )
    movesByECMA =
      Self.capability("cup") == "\u{1B}[%i%p1%d;%p2%dH" && Self.capability("cud1") == "\n"
      && Self.capability("cub1") == "\u{08}"
    (events, sink) = AsyncStream.makeStream(of: InputEvent.self)
    size = (Int(getmaxx(window)), Int(getmaxy(window)))
    // Else curses leaves an update half done when a key is pressed meanwhile.
    typeahead(-1)
    output.whenFree = { [weak self] in self?.presentWaiting() }
    enter()
  }

  /// Shows a frame; sends nothing when it is what the terminal shows.
  ///
  /// A frame of another size is cut, or leaves cells as they were.
  package func present(_ frame: Frame) {
    guard isOpen else { return }
    guard !output.isBehind else { return waiting = frame }
    waiting = nil
    guard !painter.isShowing(frame) else { return }
    let isShown = frame.cursor != nil
    let isWhole = traits.hasSynchronizedOutput
    if movesByECMA, isCursorShown == false, sprinkle(frame, isWhole) { return }
    var overlay = ""
    output.send(
      before: isWhole ? Sequences.updateBegin : "",
      after: { overlay + (isWhole ? Sequences.updateEnd : "") }
    ) {
      if isCursorShown != isShown { curs_set(isShown ? 1 : 0) }
      overlay = painter.paint(frame, on: window)
    }
    isCursorShown = isShown
    if isTitleDue { sendTitle() }
  }

  private func sprinkle(_ frame: Frame, _ isWhole: Bool) -> Bool {
    output.send(insteadOfCurses: {
      painter.sprinkle(frame, on: window).map { text in
        isWhole ? Sequences.updateBegin + text + Sequences.updateEnd : text
      }
    })
  }

  private func presentWaiting() {
    if let waiting { present(waiting) }
  }

  /// Sends the shown frame again and whole, as after noise on the screen.
  package func redraw() {
    let shown = waiting ?? painter.last
    painter.forget()
    if let shown { present(shown) }
  }

  /// Gives the terminal back, stops the program, and takes the terminal again when it goes on.
  ///
  /// An event `.resumed` follows, with a `.resized` before it if the size has changed. When it was ended while it was
  /// stopped, it goes on in the background: the terminal is somebody else's and stays as it is.
  package func suspend() {
    guard isOpen else { return }
    leave()
    for _ in 0..<Self.mostStops {
      authtop_stop()
      if input?.forgetContinuation() == true { return end() }
      if TerminalInput.isForeground { break }
    }
    _ = authtop_modes_save()
    enter()
    resumed()
  }

  /// One that goes on in the background stops again; where nobody lets it stop, it goes on at last.
  private static let mostStops = 60

  /// Gives the terminal back; further calls do nothing.
  package func close() {
    guard isOpen else { return }
    leave()
    end()
  }

  /// No more is shown and nothing more is listened to.
  private func end() {
    isOpen = false
    input?.cancel()
    input = nil
    output.close()
    authtop_signals_close()
    sink.finish()
  }

  /// Takes other colours and lets the mouse go or takes it.
  package func apply(_ options: TerminalOptions) {
    guard isOpen else { return }
    if options.mouse != self.options.mouse {
      output.send(options.mouse ? Sequences.mouseOn : Sequences.mouseOff)
    }
    self.options = options
    let shown = waiting ?? painter.last
    useColours()
    if let shown { present(shown) }
  }

  /// The terminal told of its background; a wrong guess is drawn again.
  func learn(isLight: Bool) {
    guard isOpen, background != isLight else { return }
    let before = options.isLight(background)
    background = isLight
    guard options.isLight(isLight) != before else { return }
    useColours()
    sink.yield(.resized(columns: size.columns, rows: size.rows))
  }

  private func useColours() {
    painter.use(
      colours: options.colours == .none ? 0 : traits.colours,
      isLight: options.isLight(background)
    )
  }

  /// Sets the terminal's title, which is put back at the end; nil puts it back now.
  package func setTitle(_ text: SafeText?) {
    guard isOpen, traits.hasTitle else { return }
    title = text.map { capabilities.charset.shown($0).plain }
    if !isTitleDue { sendTitle() }
  }

  private func sendTitle() {
    isTitleDue = false
    output.send(title == nil ? titleEnd : titleBegin)
  }

  /// Makes the title ours, keeping the one before.
  private var titleBegin: String {
    guard let title else { return "" }
    defer { isTitlePushed = true }
    return (isTitlePushed ? "" : Sequences.titlePush) + Sequences.title(title)
  }

  /// Puts the title back that the window had before.
  private var titleEnd: String {
    defer { isTitlePushed = false }
    return isTitlePushed ? Sequences.titlePop : ""
  }

  /// Reads the size anew and lets curses know; true when it has changed.
  func updateSize() -> Bool {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard authtop_window_size(&columns, &rows) else { return false }
    guard (Int(columns), Int(rows)) != size else { return false }
    resizeterm(rows, columns)
    size = (Int(columns), Int(rows))
    painter.forget()
    return true
  }

  /// Continued after a stop: our modes are set again, and everything is drawn again.
  private func resumed() {
    if updateSize() { sink.yield(.resized(columns: size.columns, rows: size.rows)) }
    painter.forget()
    sink.yield(.resumed)
  }

  /// Continued after a stop that nobody could prepare for (SIGSTOP).
  func reenter() {
    let begin = Self.capability("smcup")
    // Some keep the title with the screen: there is one already that was kept, and one end.
    Sequences.write(begin + (begin.contains("\u{1B}[22;") ? Sequences.titlePop : ""))
    enter()
    resumed()
  }

  private func enter() {
    reset_prog_mode()
    raw()
    noecho()
    nonl()
    def_prog_mode()
    (isCursorShown, isTitleDue) = (nil, true)
    let asksBackground = options.colours == .automatic && traits.colours >= 8 && traits.hasTitle
    Sequences.write(
      Sequences.pasteOn + (options.mouse ? Sequences.mouseOn : "")
        + (asksBackground && background == nil ? Sequences.backgroundQuery : "")
    )
    let restore = restoreSequence
    authtop_restore_bytes(restore, restore.utf8.count)
    painter.forget()
  }

  private func leave() {
    // One that was ended in the background gives back what it took all the same.
    authtop_hold_output_stop(true)
    defer { authtop_hold_output_stop(false) }
    output.finish(
      (options.mouse ? Sequences.mouseOff : "") + Sequences.pasteOff + titleEnd
    ) {
      curs_set(1)
      endwin()
    }
    authtop_restore_bytes("", 0)
    authtop_modes_restore()
  }

  /// What a signal's handler writes: it cannot know what was on, so all is switched off.
  private var restoreSequence: String {
    let capabilities = ["sgr0", "cnorm", "rmcup"].map(Self.capability)
    return Sequences.cancel + Sequences.updateEnd + Sequences.mouseOff + Sequences.pasteOff
      + (traits.hasTitle ? Sequences.titlePop : "") + capabilities.joined() + "\r\n"
  }

  /// The bytes of a terminfo capability, empty when the terminal lacks it.
  private static func capability(_ name: String) -> String {
    authtop_capability(name).map { String(cString: $0) } ?? ""
  }
}
