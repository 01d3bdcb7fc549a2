import Testing

@Test func `UserPoolClient builds`() {
  #expect(Bool(true))
}
