import Glibc

/// Figures of several sizes, printed as one table of Markdown.
struct Figures {
  /// One thing that was measured at each size.
  private struct Row {
    let what: String
    let limit: String
    var cells: [String] = []
  }

  let sizes: [Int]
  private var rows: [Row] = []
  /// What was above its limit.
  private(set) var breaches: [String] = []

  init(sizes: [Int]) {
    self.sizes = sizes
  }

  /// Adds a time: the median, and where there are enough of them the 95th percentile.
  mutating func add(_ what: String, _ times: [Duration], limit: Duration? = nil) {
    let sorted = times.sorted()
    guard !sorted.isEmpty else { return }
    let median = sorted[sorted.count / 2]
    let high = sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
    let text = Self.text(median) + (sorted.count < 20 ? "" : ", p95 \(Self.text(high))")
    if let limit, median > limit { breaches.append("\(what): \(Self.text(median))") }
    put(text, what, limit: limit.map(Self.text) ?? "")
  }

  /// Adds an amount of memory in MiB.
  mutating func add(_ what: String, mebibytes: Double, limit: Double? = nil) {
    if let limit, mebibytes > limit { breaches.append("\(what): \(Int(mebibytes)) MiB") }
    put("\(Int(mebibytes.rounded(.up))) MiB", what, limit: limit.map { "\(Int($0)) MiB" } ?? "")
  }

  private mutating func put(_ cell: String, _ what: String, limit: String) {
    if let index = rows.firstIndex(where: { $0.what == what }) {
      rows[index].cells.append(cell)
    } else {
      rows.append(Row(what: what, limit: limit, cells: [cell]))
    }
  }

  var table: String {
    let head = ["what"] + sizes.map { "\($0) sessions" } + ["limit"]
    let lines = [head, head.map { _ in "---" }] + rows.map { [$0.what] + $0.cells + [$0.limit] }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private static func text(_ time: Duration) -> String {
    let milliseconds = time / .milliseconds(1)
    if milliseconds >= 10_000 { return "\(Int((milliseconds / 1000).rounded())) s" }
    if milliseconds >= 100 { return "\(Int(milliseconds.rounded())) ms" }
    return "\((milliseconds * 10).rounded() / 10) ms"
  }
}
