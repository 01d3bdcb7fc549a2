import AuthCore
import TestSupport
import Testing

@testable import CLI

/// The JSON of `list` and `show`.
struct SessionRecordTests {
  @Test func `a session's record has these members`() throws {
    let session = try #require(
      SampleApp.snapshot(.local, [SampleTokens()], isActive: true).sessions.first
    )
    let record = SessionRecord.record(session, at: ManagerBench.now)
    let tokens = SampleTokens()
    #expect(
      record.text == """
        {"id":"local/client1/alice","backend":"local","client_id":"client1","username":"alice",\
        "login_id":null,"sub":"sub-alice","issuer":"http://127.0.0.1:1/us-east-1_Demo",\
        "state":"live","pointer":true,"active":true,"groups":[],"clock_drift_ms":0,\
        "access":{"exp":1772513600,"iat":1772510000,"expires_in":3540,\
        "bytes":\(tokens.access.utf8.count)},\
        "id_token":{"exp":1772513600,"iat":1772510000,"expires_in":3540,\
        "bytes":\(tokens.id.utf8.count)},\
        "refresh":{"present":true,"bytes":17,"deadline":null},"refusal":null,"problems":[]}
        """
    )
  }

  @Test func `what is missing is null, and problems have code and message`() throws {
    let tokens = SampleTokens {
      $0.refresh = nil
      $0.drift = "x"
    }
    let snapshot = SampleApp.snapshot(.local, [SampleTokens { $0.username = "zoe" }, tokens])
    let session = try #require(snapshot.sessions.first)
    let text = SessionRecord.record(session, at: ManagerBench.now).text
    #expect(text.contains(#""clock_drift_ms":null"#))
    #expect(text.contains(#""refresh":{"present":false,"bytes":0,"deadline":null}"#))
    for code in ["drift-not-a-number", "refresh-token-missing", "orphan"] {
      #expect(text.contains(#"{"code":"\#(code)","message":""#))
    }
  }

  @Test func `a hostile name is escaped and no token is printed`() throws {
    let tokens = SampleTokens { $0.username = "\u{1B}[2J\"\n\u{202E}" }
    let session = try #require(SampleApp.snapshot(.local, [tokens]).sessions.first)
    let text = SessionRecord.record(session, at: ManagerBench.now).text
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
    for secret in [tokens.access, tokens.id, "refresh-1"] { #expect(!text.contains(secret)) }
  }
}
