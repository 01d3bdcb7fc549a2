internal import CNcurses
internal import TUI

/// Puts frames into curses, which sends the terminal only what differs.
///
/// Rows that did not change are not touched. Where terminals may disagree on widths, a changed row is sent whole; and
/// what curses cannot hold in one cell (emoji sequences) is written over the blank that was left for it.
@MainActor
struct Painter {
  typealias Window = UnsafeMutablePointer<WINDOW>

  private var inks: Inks
  /// Whether the terminal can be without a cursor.
  private let hidesCursor: Bool
  /// What the terminal shows, nil when that is not known.
  private(set) var last: Frame?

  init(colours: Int, isLight: Bool, hidesCursor: Bool) {
    inks = Inks(colours: colours, isLight: isLight)
    self.hidesCursor = hidesCursor
  }

  /// Other colours from the next frame on, which is sent whole.
  mutating func use(colours: Int, isLight: Bool) {
    inks.use(colours: colours, isLight: isLight)
    forget()
  }

  /// The terminal's content is unknown: the next frame is sent whole.
  mutating func forget() {
    last = nil
  }

  func isShowing(_ frame: Frame) -> Bool { frame == last }

  /// Draws and lets curses send it; returns what must be written after that.
  mutating func paint(_ frame: Frame, on window: Window) -> String {
    if last == nil { clearok(window, true) }
    let before = last.flatMap { $0.columns == frame.columns && $0.rows == frame.rows ? $0 : nil }
    let overlay = paint(frame, over: before, on: window)
    last = frame
    wrefresh(window)
    return overlay
  }

  /// Draws scattered changes and returns what to send for them instead of what curses sends.
  ///
  /// Nil, and nothing drawn, for any other change: that goes by `paint`.
  mutating func sprinkle(_ frame: Frame, on window: Window) -> String? {
    guard let last, last.columns == frame.columns, last.rows == frame.rows,
      let changes = Changes(from: last, to: frame)
    else { return nil }
    for place in changes.byStyle.joined() {
      let cell = frame.cells[place]
      var run = Self.scalars(of: cell)
      put(&run, cell.style, x: place % frame.columns, y: place / frame.columns, on: window)
    }
    leaveok(window, true)
    wrefresh(window)
    // What curses sends here is dropped; that the cursor ends at home is said to it and to the terminal.
    mvcur(-1, -1, 0, 0)
    self.last = frame
    return changes.text(of: frame, inks: &inks)
  }

  private mutating func paint(_ frame: Frame, over before: Frame?, on window: Window) -> String {
    var overlay = ""
    // Clusters are numbered frame by frame: with the same table equal cells are equal texts.
    let hasSameTexts = before.map { $0.clusters == frame.clusters } ?? false
    for y in 0..<frame.rows {
      if let before, hasSameTexts, before.row(y) == frame.row(y) { continue }
      let isRisky = Self.isRisky(frame, y)
      let wasRisky = before.map { Self.isRisky($0, y) } ?? false
      if let before, Self.isSame(before, frame, y, isRisky || wasRisky) { continue }
      if isRisky || wasRisky { wredrawln(window, Int32(y), 1) }
      draw(y, of: frame, on: window)
      if isRisky { overlay += Overlay.sequence(for: y, of: frame, inks: &inks) }
    }
    // One that cannot be hidden stands where nobody reads.
    let isPlaced = frame.cursor != nil || !hidesCursor
    if isPlaced {
      wmove(window, Int32(frame.cursor?.y ?? frame.rows - 1), Int32(frame.cursor?.x ?? 0))
    }
    leaveok(window, !isPlaced)
    return overlay
  }

  private mutating func draw(_ y: Int, of frame: Frame, on window: Window) {
    var run: [wchar_t] = []
    var style = Style.plain
    var start = 0
    for (x, cell) in frame.row(y).enumerated() {
      if run.isEmpty { (style, start) = (cell.style, x) }
      if cell.style != style {
        put(&run, style, x: start, y: y, on: window)
        (style, start) = (cell.style, x)
      }
      switch cell.content {
      case .continuation: break
      case .scalar(let scalar) where Overlay.fits(scalar, columns: Int(cell.columns)):
        run.append(wchar_t(bitPattern: scalar.value))
      case .cluster(let index) where Overlay.fits(frame.clusters[index], columns: Int(cell.columns)):
        run += frame.clusters[index].unicodeScalars.map { wchar_t(bitPattern: $0.value) }
      default:
        run += Array(repeating: 0x20, count: Int(cell.columns))
      }
    }
    put(&run, style, x: start, y: y, on: window)
  }

  /// What curses gets for a cell of one column without a cluster.
  private static func scalars(of cell: Cell) -> [wchar_t] {
    guard case .scalar(let scalar) = cell.content, Overlay.fits(scalar, columns: 1) else {
      return [0x20]
    }
    return [wchar_t(bitPattern: scalar.value)]
  }

  private mutating func put(
    _ run: inout [wchar_t],
    _ style: Style,
    x: Int,
    y: Int,
    on window: Window
  ) {
    guard !run.isEmpty else { return }
    let ink = inks.ink(for: style)
    wmove(window, Int32(y), Int32(x))
    wattr_set(window, ink.attributes, ink.pair, nil)
    waddnwstr(window, run, Int32(run.count))
    run.removeAll(keepingCapacity: true)
  }

  /// Whether a row holds wide glyphs, clusters, or what libc does not know.
  static func isRisky(_ frame: Frame, _ y: Int) -> Bool {
    frame.row(y).contains { cell in
      guard cell.columns == 1, case .scalar(let scalar) = cell.content else { return true }
      // Letters of Europe, borders and bars, which a screen is full of.
      if scalar.value < 0x300 || (0x2500...0x25FF).contains(scalar.value) { return false }
      return !Overlay.fits(scalar, columns: 1)
    }
  }

  /// Clusters are numbered frame by frame, so they are compared by their text.
  private static func isSame(_ old: Frame, _ new: Frame, _ y: Int, _ risky: Bool) -> Bool {
    guard risky else { return old.row(y) == new.row(y) }
    return zip(old.row(y), new.row(y)).allSatisfy { one, other in
      one.style == other.style && one.columns == other.columns
        && old.text(of: one).unicodeScalars.elementsEqual(new.text(of: other).unicodeScalars)
    }
  }
}
