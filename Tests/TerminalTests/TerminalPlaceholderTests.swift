import Testing

@Test func `Terminal builds`() {
  #expect(Bool(true))
}
