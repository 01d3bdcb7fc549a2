import AuthCore

/// What a sign-in by SRP costs the client: its key pair and its proof.
enum SRPBench {
  static func run() throws {
    let clock = ContinuousClock()
    let identity = SRPIdentity(poolName: "Example", userID: "alice")
    let salt = BigInteger(Array(repeating: 7, count: 16))
    let server = SRPClient(secret: BigInteger(Array(repeating: 9, count: 32))).publicKey
    var generator = SystemRandomNumberGenerator()
    var times: [Duration] = []
    for _ in 0..<31 {
      times.append(
        try clock.measure {
          let client = SRPClient(using: &generator)
          _ = try client.sessionKey(
            identity: identity,
            password: "Correct-horse-1",
            salt: salt,
            server: server
          )
        }
      )
    }
    times.sort()
    print("one SRP sign-in's arithmetic: median \(times[15]), worst \(times[30])")
  }
}
