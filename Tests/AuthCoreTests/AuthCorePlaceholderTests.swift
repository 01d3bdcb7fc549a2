import Testing

@Test func `AuthCore builds`() {
  #expect(Bool(true))
}
