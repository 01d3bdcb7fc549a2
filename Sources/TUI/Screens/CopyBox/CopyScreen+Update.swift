import AuthCore

extension CopyScreen {
  /// What a key does in the menu.
  mutating func handle(_ key: Key, _ context: Context) -> Reaction {
    switch phase {
    case .choosing: return choose(key)
    case .file(let field):
      return type(key, field) {
        .file($0)
      } finish: { copy, text in
        text.isEmpty ? .none : copy.write(to: .file(text))
      }
    case .origin(let field):
      return type(key, field) {
        .origin($0)
      } finish: { copy, text in
        copy.origin = WebOrigin(text)
        copy.phase = .choosing
        let isWrong = copy.origin == nil && !text.isEmpty
        copy.message = isWrong ? "that is no origin; write https://app.example.com" : ""
        return .none
      }
    case .confirming(let target):
      guard key == .character("y") else {
        phase = .choosing
        message = "nothing was copied"
        return .none
      }
      return perform(target)
    case .running: return key == .escape ? .close : .none
    }
  }

  private mutating func choose(_ key: Key) -> Reaction {
    let formats = ExportFormat.allCases
    if let move = ScrollMove(wheel: key) ?? ScrollMove(key) {
      let place = formats.firstIndex(of: format) ?? 0
      format = formats[move.target(from: place, count: formats.count, rows: formats.count)]
      message = ""
      return .none
    }
    switch key {
    case .escape, .character("q"), .character("y"): return .close
    case .tab: token = next(token)
    case .character("x"): isRevealing.toggle()
    case .character("o"): phase = .origin(TextField(origin.map { "\($0)" } ?? "https://"))
    case .character("f"): phase = .file(TextField("\(format.rawValue).txt"))
    case .enter: return write(to: .clipboard)
    default: return .none
    }
    message = ""
    return .none
  }

  /// A click chooses a dialect; one on the chosen dialect copies.
  mutating func click(row: Int) -> Reaction {
    guard phase == .choosing, ExportFormat.allCases.indices.contains(row) else { return .none }
    if ExportFormat.allCases[row] == format { return write(to: .clipboard) }
    format = ExportFormat.allCases[row]
    message = ""
    return .none
  }

  private func next(_ token: TokenKind) -> TokenKind {
    switch token {
    case .access: .id
    case .id: .refresh
    case .refresh: .access
    }
  }

  private mutating func type(
    _ key: Key,
    _ field: TextField,
    _ phase: (TextField) -> Phase,
    finish: (inout CopyScreen, String) -> Reaction
  ) -> Reaction {
    var field = field
    switch key {
    case .escape:
      self.phase = .choosing
      return .none
    case .enter: return finish(&self, field.text)
    default:
      _ = field.handle(key)
      self.phase = phase(field)
      return .none
    }
  }

  private mutating func write(to target: ExportTarget) -> Reaction {
    guard holdsRefreshToken else { return perform(target) }
    phase = .confirming(target)
    return .none
  }

  private mutating func perform(_ target: ExportTarget) -> Reaction {
    phase = .running
    return .perform(.export(id, request, to: target))
  }

  /// Takes what became of its own export; with that the menu has done its work.
  mutating func take(_ finished: Event.Finished, of effect: Effect) -> Taken {
    guard phase == .running, case .export(id, request, to: _) = effect else { return .notMine }
    switch finished {
    case .exported(.sent), .exported(.written): return .over
    case .exported(let outcome): message = outcome.sentence
    case .failed(let error): message = SafeText(foreign: "\(error)")
    default: return .notMine
    }
    phase = .choosing
    return .taken
  }
}

extension ExportOutcome {
  /// How much went where.
  var sentence: SafeText {
    switch self {
    case .sent(let bytes, let isRedacted, let warning):
      let note: SafeText = warning.map { "; \(SafeText(foreign: $0))" } ?? ""
      return
        "sent \(bytes) bytes to the terminal's clipboard\(isRedacted ? ", redacted" : "")\(note)"
    case .written(let bytes, let isRedacted, let path):
      return "wrote \(bytes) bytes to \(SafeText(foreign: path)), readable by you alone"
        + (isRedacted ? ", redacted" : "")
    case .tooLarge(let bytes, let limit):
      return "\(bytes) bytes are more than the \(limit) that terminals take: nothing was sent, "
        + "f writes a file"
    case .failed(let reason): return SafeText(foreign: reason)
    }
  }

  var isDone: Bool {
    switch self {
    case .sent, .written: true
    case .tooLarge, .failed: false
    }
  }
}
