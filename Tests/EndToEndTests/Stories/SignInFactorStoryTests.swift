import Glibc
import TestSupport
import Testing

/// Sign-ins by command with everything that a pool can ask, answered as a script answers.
@Suite(.ownThread)
struct SignInFactorStoryTests {
  private static let users = #"""
    [{"username": "mia", "password": "Correct-horse-1", "mfa": ["EMAIL_OTP"], "devices": "prompt",
      "attributes": {"email": "mia@example.com"}},
     {"username": "max", "password": "Correct-horse-1", "mfa_setup": ["SOFTWARE_TOKEN_MFA"]},
     {"username": "moe", "password": "Correct-horse-1",
      "custom": {"question": "One and one?", "answer": "two"}}]
    """#

  @Test(.runLimit(minutes: 20))
  func `a code from the outbox is answered when it is there, and the device remembered`() throws {
    let place = try Place()
    let outbox = try Fifo("\(place.folder.path)/outbox")
    let users = try place.file("users.json", Self.users)
    let pool = try PoolProcess(place, "--users", users, "--outbox", outbox.path)
    let ends = try Descriptor.pipe()
    let words = ["sign-in", "mia", "--answers-stdin", "--remember-device"]
    let child = try Child(
      BuiltProgram.path,
      words,
      environment: place.environment(for: pool),
      files: [0: ends.reading]
    )
    close(ends.reading)
    let deadline = Deadline.in(60)
    try Descriptor.write(Array("Correct-horse-1\n000000\n".utf8), to: ends.writing, by: deadline)
    let message = try JSONLine(parsing: outbox.line(by: deadline))
    #expect(message["destination"]?.text == "mia@example.com")
    let code = try #require(message["code"]?.text)
    try Descriptor.write(Array("\(code)\n".utf8), to: ends.writing, by: deadline)
    close(ends.writing)
    #expect(try child.end(by: deadline).code == 0)
    // The next one needs no code, and a refresh names the device.
    let again = try place.run(words, input: Array("Correct-horse-1\n".utf8), pool: pool)
    #expect(again.code == 0, "\(again.errorText)")
    #expect(try place.run("refresh", "mia", pool: pool).code == 0)
  }

  @Test(.runLimit(minutes: 20))
  func `the pool's own challenge is asked until the answer is right or too often wrong`() throws {
    let place = try Place()
    let pool = try PoolProcess(place, "--users", try place.file("users.json", Self.users))
    let words = ["sign-in", "moe", "--answers-stdin", "--flow", "custom"]
    let right = try place.run(words, input: Array("three\nTwo\n".utf8), pool: pool)
    #expect(right.code == 0, "\(right.errorText)")
    #expect(right.text.contains("question: One and one?") && right.text.contains("try: 2 of 3"))
    let wrong = try place.run(words, input: Array("1\n3\n4\n2\n".utf8), pool: pool)
    #expect((wrong.code, wrong.errorLines.count) == (1, 1))
    let missing = try place.run(words, input: Array("1\n".utf8), pool: pool)
    #expect((missing.code, missing.errorLines.count) == (2, 1), "\(missing.errorText)")
  }

  @Test(.runLimit(minutes: 20))
  func `a factor is chosen by name, by number and by option`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let words = ["sign-in", "alice", "--answers-stdin", "--flow", "user-auth"]
    for choice in ["1", "password", "PASSWORD_SRP"] {
      let run = try place.run(words, input: Array("\(choice)\nDemo-password-1\n".utf8), pool: pool)
      #expect(run.code == 0, "\(run.errorText)")
      #expect(run.text.contains("1  the password, proved by SRP and not sent (PASSWORD_SRP)"))
    }
    let option = words + ["--factor", "password_srp"]
    let run = try place.run(option, input: Array("Demo-password-1\n".utf8), pool: pool)
    #expect(run.code == 0 && !run.text.contains("How to sign in?"))
    let none = try place.run(words, input: Array("9\n".utf8), pool: pool)
    #expect((none.code, none.errorLines.count) == (2, 1))
  }

  @Test(.runLimit(minutes: 20))
  func `an authenticator's secret is told to the script that sets it up`() throws {
    let place = try Place()
    let pool = try PoolProcess(place, "--users", try place.file("users.json", Self.users))
    let run = try place.run(
      ["sign-in", "max", "--answers-stdin"],
      input: Array("Correct-horse-1\n12\n".utf8),
      pool: pool
    )
    #expect((run.code, run.errorLines.count) == (1, 1))
    #expect(run.errorText.contains("EnableSoftwareTokenMFAException"))
    let secret = run.lines.first { $0.hasPrefix("secret ") }?.dropFirst(7) ?? ""
    #expect(secret.utf8.count == 52)
    #expect(run.lines.contains { $0.hasPrefix("otpauth://totp/") && $0.contains(secret) })
  }

  @Test(
    .runLimit(minutes: 20),
    arguments: [
      (#"[{"username": "u", "password": "p", "mfa": ["EMAIL_OTP"]}]"#, "EMAIL_OTP needs"),
      (#"[{"username": "u", "password": "p", "mfa": ["CARRIER_PIGEON"]}]"#, "not known"),
      (#"[{"username": "u", "password": "p", "totp_secret": "1"}]"#, "totp_secret is not base32"),
    ]
  )
  func `a user that cannot be served is refused before the pool starts`(
    users: String,
    reason: String
  ) throws {
    let place = try Place()
    let run = try place.run("pool", "--users", try place.file("users.json", users))
    #expect((run.code, run.errorLines.count) == (2, 1))
    #expect(run.errorText.contains(reason), "\(run.errorText)")
  }
}

/// A named pipe that a program writes lines to.
private struct Fifo {
  let path: String
  private let descriptor: CInt

  init(_ path: String) throws {
    self.path = path
    guard mkfifo(path, 0o600) == 0 else { throw StoryFailure("no pipe at \(path)") }
    // Open at both ends, so that neither side waits for the other to come.
    descriptor = open(path, O_RDWR | O_CLOEXEC)
  }

  func line(by deadline: Deadline) throws -> String {
    var bytes: [UInt8] = []
    while bytes.last != 0x0A {
      guard deadline.poll([descriptor]) else { throw StoryFailure("nothing came to \(path)") }
      bytes += Descriptor.readSome(descriptor)
    }
    close(descriptor)
    return String(decoding: bytes, as: UTF8.self)
  }
}
