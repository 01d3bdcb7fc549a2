import Testing

@Test func `TUI builds`() {
  #expect(Bool(true))
}
