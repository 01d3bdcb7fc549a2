/// What a helper may take: time and bytes.
package struct HelperLimits: Equatable, Sendable {
  /// From the start to the answer.
  package var seconds: Double
  /// The same for what a person started and waits for (`HelperPatience`).
  package var patientSeconds: Double
  /// From the polite signal to the other one.
  package var graceSeconds: Double
  /// Of standard output.
  package var answerBytes: Int
  /// Of standard error; what is more is thrown away.
  package var messageBytes: Int

  package init(
    seconds: Double = 5,
    patientSeconds: Double = 60,
    graceSeconds: Double = 2,
    answerBytes: Int = 1024 * 1024,
    messageBytes: Int = 64 * 1024
  ) {
    self.seconds = seconds
    self.patientSeconds = max(seconds, patientSeconds)
    self.graceSeconds = graceSeconds
    self.answerBytes = answerBytes
    self.messageBytes = messageBytes
  }

  /// The limits of one run: with the time that a person needs, where one waits for it.
  var ofThisRun: HelperLimits {
    var limits = self
    if HelperPatience.isLong { limits.seconds = max(seconds, patientSeconds) }
    return limits
  }

  /// The limits of a run that begins now and ends with the time of whoever asks; nil once that is over.
  func cut(at deadline: ContinuousClock.Instant?) -> HelperLimits? {
    guard let deadline else { return self }
    var limits = self
    limits.seconds = min(seconds, (deadline - .now) / .seconds(1))
    return limits.seconds > 0 ? limits : nil
  }
}
