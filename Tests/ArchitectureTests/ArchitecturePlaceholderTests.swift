import Testing

@Test func `Architecture builds`() {
  #expect(Bool(true))
}
