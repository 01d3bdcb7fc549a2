package import AuthCore

/// The whole program on the screen as one value: events in, effects out, a frame to see.
package struct App: Equatable, Sendable {
  package internal(set) var context: Context
  package internal(set) var main = MainScreen()
  /// Boxes above the main screen, the last one on top.
  package internal(set) var boxes: [Screen] = []
  package internal(set) var status: Status?
  /// What is under way, the last begun last.
  var works: [Work] = []
  /// New tokens that no backend took yet.
  package var held: [HeldSession] { context.held }
  /// Whether the box about them waits for somebody to finish typing.
  var isHeldDue = false
  /// Whether the program is to end.
  package internal(set) var isQuitting = false
  /// Which sessions were warned of.
  var watch = ExpiryWatch()
  /// What the window is called.
  var title: SafeText?
  /// The main screen before the cursor began to move: its detail stays until the cursor rests.
  var resting: MainScreen?
  /// When the cursor will have rested.
  var restsAt: NumericDate?
  /// The session whose detail was asked for last.
  var wantedDetail: SessionID?
  /// The session whose journal was asked for last.
  var wantedJournal: SessionID?

  /// The last result, on the line above the keys.
  package struct Status: Equatable, Sendable {
    /// How a result is meant.
    package enum Kind: Equatable, Sendable {
      case done, failed, note
      /// What the pool's own keys prove, in a colour of its own.
      case verified
    }

    package let kind: Kind
    package let text: SafeText
    /// Set apart at the right end, such as how long it took.
    package var aside = SafeText()
  }

  package init(
    backends: [BackendID],
    poolTitle: String,
    pools: [String] = [],
    signInHint: String? = nil,
    settings: Settings = Settings(),
    localTime: LocalTime = .utc,
    now: NumericDate
  ) {
    context = Context(
      backends: backends,
      poolTitle: poolTitle,
      pools: pools,
      signInHint: signInHint,
      settings: settings,
      localTime: localTime,
      now: now
    )
  }

  /// Says which page the sessions are of.
  package mutating func setOrigin(_ origin: WebOrigin?) { context.origin = origin }

  /// Takes one event in and answers what is to be done about it.
  package mutating func update(_ event: Event) -> [Effect] {
    var effects: [Effect] = []
    let wasSearching = main.search != nil && event != .searchOn
    switch event {
    case .key(let key): effects = follow { $0.handle(key) }
    case .resized(let columns, let rows): (context.columns, context.rows) = (columns, rows)
    case .tick(let now):
      let hasChanged = context.advance(to: now)
      // The list depends on the time only through what the filter asks for.
      if main.filter.dependsOnTime || (hasChanged && !main.filter.isEmpty) { main.relist(context) }
    case .loaded, .changed, .encrypted, .detailLoaded, .checked: effects = takeLook(event)
    case .journalLoaded(let entries, let filter): takeJournal(entries, filter)
    case .journalChanged: effects = readJournalAgain()
    case .searchOn: main.searchOn(context)
    case .storageChanged(let backend): effects = [.load(backend)]
    case .progress(let done, let total, let effect): goOn(done, total, of: effect)
    case .poolSessions(let id, let said): context.poolSessions[id] = said
    case .managed(let news): for index in boxes.indices { boxes[index].take(news) }
    case .finished(let finished, let effect): effects = finish(finished, of: effect)
    case .settingsSaved(let text, let isSaved):
      if isSaved { context.savedSettings = context.settings }
      status = Status(kind: isSaved ? .done : .failed, text: SafeText(foreign: text))
    case .mail(let text): context.mail = text
    case .held(let held): effects = takeHeld(held)
    case .note(let text): status = Status(kind: .note, text: SafeText(foreign: text))
    }
    if main.search != nil, !wasSearching { effects.append(.searchOn) }
    restWhenDue()
    effects += offerHeldWhenDue() + wantDetail() + wantJournal()
    fit()
    return effects + warn(isNewList: event.tellsSessions)
  }

  /// Fits what scrolls into the room there is now.
  private mutating func fit() {
    main.fit(context)
    if !boxes.isEmpty { boxes[boxes.count - 1].fit(context.aboveHints) }
  }

  private mutating func wantDetail() -> [Effect] {
    if main.detail?.session.id != main.selection { main.detail = nil }
    guard hasRested else {
      // What comes of it while the cursor is elsewhere is thrown away: back there it is asked for anew.
      if main.selection != wantedDetail { wantedDetail = nil }
      return []
    }
    guard main.selection != wantedDetail else { return [] }
    wantedDetail = main.selection
    return main.selection.map { [.loadDetail($0)] } ?? []
  }
}
