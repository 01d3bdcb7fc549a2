package import AuthCore

/// What the app lends to its screens: the sessions, the time, and how times and claims are shown.
package struct Context: Equatable, Sendable {
  package private(set) var ledger: Ledger
  /// Counts the changes of the ledger, for what is learned about its sessions.
  private(set) var revision = 0
  /// How the sessions stand, as of `now`.
  package private(set) var tally = Tally()
  package private(set) var settings: Settings
  /// The settings as the configuration file has them.
  package var savedSettings: Settings
  /// The client's clock.
  package private(set) var clock: NumericDate
  /// Another time that the whole screen is shown as of.
  package private(set) var whatIf: WhatIf?
  /// What the screen shows as the client's clock: `clock`, unless there is a `whatIf`.
  package private(set) var now: NumericDate
  /// The user's time zone.
  package let localTime: LocalTime
  package var showsLocalTime = false
  /// What verifiers said, each about the very tokens it was asked about.
  package var verdicts: [SessionID: SessionVerdicts] = [:]
  /// What pools said about users' sessions on all devices, by the session that asked.
  package var poolSessions: [SessionID: PoolSessions] = [:]
  package var revealsPersonalClaims = false
  /// Backends that keep their tokens encrypted, and whether a passphrase is needed to read them.
  package internal(set) var encrypted: [BackendID: Bool] = [:]
  /// The tokens that sessions had before the ones they have, where this screen saw them.
  package private(set) var earlier: [SessionID: SessionDetail] = [:]
  /// New tokens that no backend took yet.
  package internal(set) var held: [HeldSession] = []
  /// The app's page, for what is written as its cookies or its local storage.
  package var origin: WebOrigin?
  /// The pool in words, for the header.
  package let poolTitle: String
  /// The configured pools by name, where users can be signed in.
  package let pools: [String]
  /// What to know about signing in here, such as a demonstration's users.
  package let signInHint: String?
  /// The last message of a demonstration's pool.
  package var mail: String?
  /// Whether a countdown on the screen shows seconds, so that the clock does too.
  package var showsSeconds = false
  package var columns = 80
  package var rows = 24

  package init(
    backends: [BackendID],
    poolTitle: String,
    pools: [String],
    signInHint: String? = nil,
    settings: Settings = Settings(),
    localTime: LocalTime = .utc,
    now: NumericDate
  ) {
    self.settings = settings
    savedSettings = settings
    showsLocalTime = settings.showsLocalTime
    clock = now
    ledger = Ledger(backends: backends)
    self.localTime = localTime
    self.poolTitle = poolTitle
    self.pools = pools
    self.signInHint = signInHint
    self.now = now
  }

  /// Takes what a look at one backend found.
  package mutating func take(_ snapshot: BackendSnapshot) {
    guard ledger.take(snapshot) else { return }
    revision += 1
    tally = Tally(ledger.sessions, at: now)
  }

  /// Takes what changed in one backend; true when that is anything that is listed.
  package mutating func take(_ change: SessionChange) -> Bool {
    guard ledger.take(change) else { return false }
    revision += 1
    tally = Tally(ledger.sessions, at: now)
    return true
  }

  /// Keeps what a session was before its tokens changed; the last of some sessions are enough.
  mutating func keep(earlier detail: SessionDetail, before new: SessionDetail) {
    guard detail.session.id == new.session.id, detail.access?.digest != new.access?.digest else {
      return
    }
    if earlier.count >= 64 { earlier.removeAll() }
    earlier[detail.session.id] = detail
  }

  /// Goes on to another moment; true when a session changed its state.
  package mutating func advance(to moment: NumericDate) -> Bool {
    clock = moment
    now = whatIf?.shown(at: moment) ?? moment
    guard !tally.holds(at: now) else { return false }
    tally = Tally(ledger.sessions, at: now)
    return true
  }

  /// Takes other settings.
  mutating func set(_ settings: Settings) {
    if settings.showsLocalTime != self.settings.showsLocalTime {
      showsLocalTime = settings.showsLocalTime
    }
    self.settings = settings
  }

  /// Shows another time from here on, or again the present one.
  mutating func imagine(_ other: WhatIf?) {
    whatIf = other
    _ = advance(to: clock)
  }

  /// The pool's own clock as the screen shows it, which a client's wrong clock does not move.
  package var poolNow: NumericDate { whatIf?.pool(at: clock) ?? clock }

  /// The time zone that is shown.
  package var zone: LocalTime { showsLocalTime ? localTime : .utc }

  /// The time of day of a moment, in the time zone that is shown.
  package func clockText(_ date: NumericDate) -> String {
    CalendarDate(date, utcOffset: zone.offset(at: date)).clockText + (showsLocalTime ? "" : "Z")
  }

  /// The day and time of day of a moment.
  package func dateText(_ date: NumericDate) -> String {
    let day = CalendarDate(date, utcOffset: zone.offset(at: date)).dayText
    return day + (settings.timeFormat == .iso ? "T" : " ") + clockText(date)
  }

  /// The time of day of a moment less than a day away, else its day and time.
  package func shortDateText(_ date: NumericDate) -> String {
    guard settings.timeFormat == .short else { return dateText(date) }
    let day: Int64 = 86_400_000
    let distance = date.milliseconds(since: now)
    return (-day..<day).contains(distance) ? clockText(date) : dateText(date)
  }

  /// How much of the screen there is room for.
  package var layout: Layout {
    if columns < 60 || rows < 15 { return .listOnly }
    if columns < 80 { return .listOrDetail }
    return columns < 120 ? .below : .beside
  }

  /// Where the detail pane goes.
  package enum Layout: Equatable, Sendable {
    case beside, below, listOrDetail, listOnly
  }
}
