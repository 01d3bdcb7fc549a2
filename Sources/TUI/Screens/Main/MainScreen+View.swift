import AuthCore

extension MainScreen {
  /// Draws the main screen with the last result and what is under way.
  ///
  /// While the cursor moves the detail is that of the screen before, which its title says.
  func draw(
    in region: Region,
    _ context: Context,
    detailOf resting: MainScreen,
    status: App.Status?,
    work: App.Work?,
    isOnTop: Bool
  ) {
    let layout = MainLayout(context, self)
    HeaderView(main: self, resting: resting, context: context).draw(
      header: region.part(layout.header),
      backends: region.part(layout.backends)
    )
    if !layout.list.isEmpty {
      SessionListView(main: self, context: context).draw(in: region.part(layout.list))
    }
    if !layout.detail.isEmpty {
      DetailPaneView(main: resting, context: context).draw(in: region.part(layout.detail))
    }
    drawStatus(region.part(layout.status), context, status, work, isOnTop: isOnTop)
  }

  private func drawStatus(
    _ region: Region,
    _ context: Context,
    _ status: App.Status?,
    _ work: App.Work?,
    isOnTop: Bool
  ) {
    if let work {
      // Beside the count, and what Esc does.
      let room = work.total > 1 ? ProgressBar.leastColumns + 2 : 0
      let x = region.put(work.title, x: 1, .accent, width: max(10, region.columns - 1 - 14 - room))
      if work.total > 1 {
        let elapsed = Int(clamping: context.clock.milliseconds(since: work.started))
        let bar = ProgressBar(done: work.done, total: work.total, elapsed: elapsed)
        // Room for the words at the right end.
        region.put(bar.line(columns: region.columns - x - 2 - 14), x: x + 2)
      }
      // Under a box Esc is the box's.
      if isOnTop {
        region.put(work.isCancelled ? "stopping… " : "Esc cancels ", .dim, align: .right)
      }
      return
    }
    if let status {
      let style: Style =
        switch status.kind {
        case .done: .live
        case .verified: .verified
        case .failed: .danger
        case .note: .dim
        }
      let room = region.columns - status.aside.columns - 4
      region.put(status.text, x: 1, style, width: max(10, room))
      region.put(status.aside + " ", .dim, align: .right)
      return
    }
    if context.layout == .listOnly {
      region.put("the list alone: a larger window shows the rest", x: 1, .dim)
    }
  }
}

extension Region {
  /// A part by a rectangle in this region's own coordinates.
  func part(_ rect: Rect) -> Region {
    part(x: rect.x, y: rect.y, columns: rect.columns, rows: rect.rows)
  }
}
