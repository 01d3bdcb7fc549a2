extension App {
  /// Runs until the app quits: takes every event that waits, then draws once.
  ///
  /// `next` waits for events, nil being the end of them; `present` shows a frame, and is free to
  /// find that nothing changed; `perform` begins effects and does not wait for them.
  package mutating func run(
    isolation: isolated (any Actor)? = #isolation,
    charset: Charset,
    next: () async -> [Event]?,
    present: (Frame) -> Void,
    perform: ([Effect], App) -> Void
  ) async {
    perform([.load(nil)], self)
    present(view(charset: charset))
    while !isQuitting, let events = await next() {
      var effects: [Effect] = []
      for event in events where !isQuitting { effects += update(event) }
      // First what the user sees, then the work that he asked for.
      if !isQuitting { present(view(charset: charset)) }
      perform(effects, self)
    }
  }
}
