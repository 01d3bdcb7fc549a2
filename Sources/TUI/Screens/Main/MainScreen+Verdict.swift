import AuthCore

extension MainScreen {
  /// What is known about a token's truth: its signature, and each check that does not hold.
  ///
  /// A verdict on a token that has been replaced since says nothing.
  func verdictLines(
    _ token: SessionDetail.DecodedToken,
    _ kind: TokenKind,
    _ session: Session,
    _ context: Context
  ) -> [DetailLine] {
    let verdicts = context.verdicts[session.id]
    let entry = kind == .access ? verdicts?.access : verdicts?.idToken
    let size: SafeText = "\(token.signatureByteCount) bytes"
    if kind == .access, let unjudged = verdicts?.unjudgedAccess, unjudged.digest == token.digest {
      return [signatureLine(unjudged.axis, size)] + sessionLines(verdicts, kind)
    }
    guard let entry, entry.digest == token.digest else {
      return [DetailLine("signature", "not verified yet, press v", .dim, note: size)]
    }
    let issuerNow = context.now.advanced(byMilliseconds: session.driftMilliseconds)
    let verdict = entry.verdict.at(issuerNow)
    var lines = [signatureLine(verdict.signature, size)]
    for axis in verdict.axes where axis.name != "signature" && axis.verdict.status != .pass {
      lines.append(
        DetailLine(
          name: "axis " + axis.name,
          label: SafeText(foreign: axis.name),
          value: SafeText(foreign: axis.verdict.message),
          style: axis.verdict.status == .fail ? .broken : .dim,
          note: axis.verdict.code.advice.map { SafeText(foreign: $0) } ?? ""
        )
      )
    }
    lines += sessionLines(verdicts, kind)
    return lines
  }

  /// What was said of the session as a whole: whether the pool honours it, and how it is stored.
  private func sessionLines(_ verdicts: SessionVerdicts?, _ kind: TokenKind) -> [DetailLine] {
    guard let verdicts else { return [] }
    var lines: [DetailLine] = []
    if kind == .access {
      lines.append(
        verdicts.revocation.map { Self.line("revocation", $0, proof: .verified) }
          ?? DetailLine("revocation", "not asked, V asks the pool", .dim, note: "")
      )
    }
    return lines + [Self.line("storage", verdicts.storage, proof: .plain)]
  }

  /// `proof` is the style of what passed: only what keys or the pool say has the colour of proof.
  private static func line(
    _ label: StaticString,
    _ axis: AxisVerdict,
    proof: Style
  ) -> DetailLine {
    let style: Style =
      switch axis.status {
      case .pass: proof
      case .fail: .broken
      case .unknown, .notAsked: .expiring
      }
    return DetailLine(
      label,
      SafeText(foreign: axis.message),
      style,
      note: axis.code.advice.map { SafeText(foreign: $0) } ?? ""
    )
  }

  private func signatureLine(_ axis: AxisVerdict, _ size: SafeText) -> DetailLine {
    switch axis.status {
    case .pass: DetailLine("signature", "✓ verified", .verified, note: "with the pool's own key")
    case .fail:
      DetailLine("signature", "✗ \(SafeText(foreign: axis.message))", .broken, note: "")
    case .unknown, .notAsked:
      DetailLine("signature", SafeText(foreign: axis.message), .expiring, note: size)
    }
  }
}
