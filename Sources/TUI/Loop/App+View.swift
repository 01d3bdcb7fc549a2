extension App {
  /// The screen as it stands.
  package func view(charset: Charset) -> Frame {
    Frame.drawn(
      columns: context.columns,
      rows: context.rows,
      charset: charset,
      border: context.settings.borders
    ) { draw(in: $0) }
  }

  func draw(in region: Region) {
    var context = context
    context.showsSeconds = showsSeconds
    main.draw(
      in: region,
      context,
      detailOf: resting ?? main,
      status: status,
      work: work,
      isOnTop: boxes.isEmpty
    )
    let (area, bottom) = region.split(bottom: context.hintRows)
    for box in boxes {
      region.coverClicks()
      box.draw(in: area, context.aboveHints)
    }
    let hints = boxes.last?.hints(context) ?? main.hints(context)
    hints.draw(in: bottom)
  }
}

extension Context {
  /// Rows of the line of keys at the bottom, which the smallest screens do without.
  var hintRows: Int { rows < 8 ? 0 : 1 }

  /// The same for boxes, which leave the line of keys free.
  var aboveHints: Context {
    var context = self
    context.rows -= hintRows
    return context
  }
}
