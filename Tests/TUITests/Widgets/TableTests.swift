import TUI
import TestSupport
import Testing

struct TableTests {
  private let columns = [
    TableColumn("USER", .flexible(weight: 1, atLeast: 4)),
    TableColumn("AGE", .fixed(4), align: .right),
  ]

  private func table(_ count: Int, rows: Int = 4, selecting index: Int = 0) -> Table<String> {
    var table = Table<String>(columns: columns)
    fit(&table, names(count), rows: rows)
    table.select(index: index, count: count) { "u\($0)" }
    return table
  }

  private func names(_ count: Int) -> [String] { (0..<count).map { "u\($0)" } }

  private func fit(_ table: inout Table<String>, _ items: [String], rows: Int = 4) {
    table.fit(count: items.count, rows: rows, id: { items[$0] }, index: items.firstIndex)
  }

  private func row(_ index: Int) -> TableRow {
    TableRow([StyledLine(SafeText(foreign: "u\(index)"), .live), StyledLine(SafeText(index))])
  }

  @Test func `a table has a header, rows and a pointer`() {
    let table = table(3, selecting: 1)
    let frame = Frame.drawn(columns: 14, rows: 4) { table.draw(in: $0, count: 3, row: row) }
    #expect(
      picture(of: frame) == """
          USER     AGE
          u0         0
        ▸ u1         1
          u2         2
        """
    )
    #expect(style(of: "u1", in: frame, row: 2) == .live.on(.selected))
    #expect(style(of: "u0", in: frame, row: 1) == .live)
  }

  @Test func `only the rows that are seen are asked for`() {
    let table = table(100_000, rows: 11, selecting: 50_000)
    var asked: [Int] = []
    _ = Frame.drawn(columns: 20, rows: 11) { region in
      table.draw(in: region, count: 100_000) { index in
        asked.append(index)
        return row(index)
      }
    }
    #expect(asked.count == 10)
    #expect(asked.contains(50_000))
  }

  @Test func `the selection stays on its item`() {
    var table = table(5, selecting: 3)
    fit(&table, ["new"] + names(5))
    #expect(table.selection == "u3")
    #expect(table.selectedIndex == 4)
    fit(&table, ["u0", "u1"])
    #expect(table.selection == "u1")
    fit(&table, [])
    #expect(table.selection == nil)
    fit(&table, ["a"])
    #expect(table.selection == "a")
  }

  @Test func `scrolling keeps the selection in sight and leaves no gap`() {
    var table = table(10, rows: 4)
    let hasMoved = table.move(.pageDown, count: 10) { "u\($0)" }
    #expect(hasMoved)
    #expect(table.selectedIndex == 2)
    _ = table.move(.last, count: 10) { "u\($0)" }
    #expect(table.scroll.visible(count: 10, rows: 3) == 7..<10)
    let isStuck = !table.move(.down, count: 10) { "u\($0)" }
    #expect(isStuck)
    func target(_ y: Int) -> ClickTarget? {
      ClickMap.target(x: 4, y: y, columns: 14, rows: 4) { table.draw(in: $0, count: 10, row: row) }
    }
    #expect(target(0) == .column(0))
    #expect(target(2) == .row(8))
    fit(&table, names(10), rows: 8)
    #expect(table.scroll.visible(count: 10, rows: 7) == 3..<10)
  }

  @Test func `a row may span columns and be marked`() {
    let table = table(1)
    let text = picture(columns: 24, rows: 2) { region in
      table.draw(in: region, count: 1) { _ in
        TableRow(["u0", "broken: no ID"], spansFrom: 1, isMarked: true)
      }
    }
    #expect(text == "  USER               AGE\n▸*u0                bro…")
  }

  @Test func `a narrow table loses columns but never traps`() {
    let table = table(3)
    for columns in 0..<20 {
      _ = Frame.drawn(columns: columns, rows: 3) { table.draw(in: $0, count: 3, row: row) }
    }
  }
}
