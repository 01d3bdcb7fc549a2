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
    main.draw(in: region, context, detailOf: resting ?? main, status: status, work: work)
    for box in boxes {
      region.coverClicks()
      box.draw(in: region, context)
    }
  }
}
