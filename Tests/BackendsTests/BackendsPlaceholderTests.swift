import Testing

@Test func `Backends builds`() {
  #expect(Bool(true))
}
