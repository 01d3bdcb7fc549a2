import Testing

@Test func `LoopbackPool builds`() {
  #expect(Bool(true))
}
