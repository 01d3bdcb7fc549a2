import Testing

@Test func `EndToEnd builds`() {
  #expect(Bool(true))
}
