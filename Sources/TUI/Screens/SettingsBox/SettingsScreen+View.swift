extension SettingsScreen {
  func draw(in screen: Region, _ context: Context) {
    let area = screen.centred(columns: 76, rows: screen.rows - 2)
    area.fill()
    let inner = area.box(StyledLine("Settings", .title), .accent)
    let (body, bottom) = inner.split(bottom: 1)
    let seen = table.scroll.visible(count: SettingItem.all.count, rows: body.rows)
    for index in seen {
      let isFirst =
        index == seen.lowerBound
        || SettingItem.all[index - 1].section != SettingItem.all[index].section
      draw(index, isFirst: isFirst, in: body.row(index - table.scroll.first), context)
    }
    ScrollBar(first: table.scroll.first, count: SettingItem.all.count).draw(in: body)
    let changes = context.settings.changes(from: context.savedSettings).count
    let note: StyledLine =
      if let complaint { StyledLine(complaint, .danger) } else if changes > 0 {
        StyledLine("\(changes) not written yet", .expiring)
      } else { StyledLine("as in the file", .dim) }
    bottom.put(note, x: 1)
  }

  var hints: KeyHints {
    switch entry {
    case .text: KeyHints([.init(.enter, "takes it"), .init(.escape, "leaves it as it was")])
    case .key: KeyHints([.init(.escape, "leaves it as it was")], lead: "press the key")
    case .none:
      KeyHints([
        .init(.enter, "changes"), .init(.delete, "resets"),
        .init(.character("s"), "writes the file"),
        .init(.down, "next"), .init(.escape, "closes"),
      ])
    }
  }

  private func draw(_ index: Int, isFirst: Bool, in line: Region, _ context: Context) {
    let item = SettingItem.all[index]
    let isChosen = item == chosen
    if isFirst { line.put(item.section, x: 1, .key) }
    if isChosen { line.put("▸", x: 10, .accent) }
    let room = line.columns - 12
    let titleColumns = max(8, min(44, room - 18))
    line.put(item.title, x: 12, width: titleColumns)
    let place = line.part(
      x: 13 + titleColumns,
      y: 0,
      columns: room - titleColumns - 2,
      rows: 1
    )
    if isChosen, case .key = entry {
      place.put("press the key", .match)
    } else if isChosen, case .text(let field) = entry {
      field.draw(in: place)
    } else {
      let isChanged = item.value(context.settings) != item.value(context.savedSettings)
      place.put(item.value(context.settings), isChanged ? .expiring : .accent)
    }
    if isChosen { line.part(x: 10, y: 0, columns: room + 2, rows: 1).restyle { $0.on(.selected) } }
    line.click(.row(index), x: 0, columns: line.columns)
  }
}
