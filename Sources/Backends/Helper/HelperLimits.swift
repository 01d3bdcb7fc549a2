/// What a helper may take: time and bytes.
package struct HelperLimits: Equatable, Sendable {
  /// From the start to the answer.
  package var seconds: Double
  /// From the polite signal to the other one.
  package var graceSeconds: Double
  /// Of standard output.
  package var answerBytes: Int
  /// Of standard error; what is more is thrown away.
  package var messageBytes: Int

  package init(
    seconds: Double = 5,
    graceSeconds: Double = 2,
    answerBytes: Int = 1024 * 1024,
    messageBytes: Int = 64 * 1024
  ) {
    self.seconds = seconds
    self.graceSeconds = graceSeconds
    self.answerBytes = answerBytes
    self.messageBytes = messageBytes
  }
}
