import Testing

@Test func `CLI builds`() {
  #expect(Bool(true))
}
