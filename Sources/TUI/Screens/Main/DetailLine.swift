import AuthCore

/// One line of the detail pane: a name, a value and what it means.
package struct DetailLine: Equatable, Sendable {
  /// What the line is about; unique within its tab.
  package let name: String
  package let label: SafeText
  package let value: SafeText
  package var style = Style.plain
  /// In a few words, after the value.
  package var note = SafeText()
  /// What such a thing means, where there is room for it beside or below.
  package var meaning = SafeText()
  /// When the note changes by itself, in milliseconds; nil when it does not.
  package var nextChange: Int?
  /// Whether the note counts in seconds.
  package var showsSeconds = false
  /// Whether a value that is too long is always shown whole.
  package var isFolded = false
}

extension DetailLine {
  /// A line of our own words, named by its label.
  init(_ label: StaticString, _ value: SafeText, _ style: Style = .plain, note: SafeText) {
    self.init(
      name: label.description,
      label: SafeText(stringLiteral: label),
      value: value,
      style: style,
      note: note
    )
  }

  /// A line about a claim, masked when it tells something about a person.
  static func claim(
    _ member: JSONObject.Member,
    _ session: Session,
    _ context: Context
  ) -> DetailLine {
    if ClaimName.isPersonal(member.name), !context.revealsPersonalClaims {
      return line(member, .mask, .dim, note: "personal, x shows it")
    }
    switch member.value {
    case .number(let number) where ClaimName.isDate(member.name):
      return date(number, of: member, session, context)
    case .string(let text):
      return line(member, SafeText(foreign: text))
    case .array(let values):
      let texts = values.map { SafeText(foreign: $0.text ?? JSONText.text($0)) }
      return line(member, texts.joined(separator: ", "))
    default:
      return line(member, SafeText(foreign: JSONText.text(member.value)))
    }
  }

  private static func line(
    _ member: JSONObject.Member,
    _ value: SafeText,
    _ style: Style = .plain,
    note: SafeText? = nil
  ) -> DetailLine {
    let meaning = ClaimName.meaning(of: member.name).map { SafeText(foreign: $0) }
    return DetailLine(
      name: member.name,
      label: SafeText(foreign: Self.label(member.name)),
      value: value,
      style: style,
      note: note ?? meaning ?? SafeText()
    )
  }

  /// The name without Cognito's prefix, which the explanations make up for.
  private static func label(_ name: String) -> String {
    name.hasPrefix("cognito:") ? String(name.dropFirst("cognito:".count)) : name
  }

  private static func date(
    _ number: JSONNumber,
    of member: JSONObject.Member,
    _ session: Session,
    _ context: Context
  ) -> DetailLine {
    guard let date = NumericDate(number) else {
      return line(
        member,
        SafeText(foreign: number.literal),
        .broken,
        note: "beyond the range of dates"
      )
    }
    let issuerNow = context.now.advanced(byMilliseconds: session.driftMilliseconds)
    let left = Countdown(milliseconds: Int(clamping: date.milliseconds(since: issuerNow)))
    let isExpiry = member.name == "exp"
    let past: SafeText = isExpiry ? left.text : left.agoText
    var line = line(
      member,
      SafeText(foreign: number.literal + "  " + context.shortDateText(date)),
      isExpiry ? (left.isOver ? .expired : .live) : .plain,
      // A token's own age never lies ahead; only rounding to seconds makes it seem so.
      note: left.isOver || (!isExpiry && left.left < 1000) ? past : "in \(left.text)"
    )
    // Only where the two clocks differ by what a countdown shows.
    if session.driftMilliseconds.magnitude >= 1000 {
      let local = Countdown(milliseconds: Int(clamping: date.milliseconds(since: context.now)))
      line.note += isExpiry || local.left >= 1000 ? " (\(local.text) by this clock)" : ""
    }
    line.meaning = ClaimName.meaning(of: member.name).map { SafeText(foreign: $0) } ?? ""
    line.nextChange = left.nextChange
    line.showsSeconds = left.showsSeconds
    return line
  }
}

extension SafeText {
  /// `ClaimName.mask` as words of our own, which plain terminals show in letters of theirs.
  static let mask: SafeText = "••••••••"
}
