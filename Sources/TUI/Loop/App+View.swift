extension App {
  /// The screen as it stands.
  package func view(charset: Charset) -> Frame {
    Frame.drawn(columns: context.columns, rows: context.rows, charset: charset) { region in
      main.draw(in: region, context, status: status, work: work)
      for box in boxes {
        switch box {
        case .signOut(let screen): screen.draw(in: region)
        case .move(let screen): screen.draw(in: region)
        case .help(let screen): screen.draw(in: region)
        case .signIn(let screen): screen.draw(in: region, context)
        }
      }
    }
  }
}
