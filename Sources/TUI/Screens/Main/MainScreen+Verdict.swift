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
          style: axis.verdict.status == .fail ? .broken : .dim
        )
      )
    }
    return lines
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
