import FoundationEssentials
import TestSupport
import Testing

/// Keys that no session needs any more, found, removed and put back by commands.
@Suite(.ownThread)
struct LeftoverStoryTests {
  @Test(.runLimit(minutes: 20))
  func `keys of a redirect that never ended are found, removed by name and put back`() throws {
    let place = try Place()
    let pool = try PoolProcess(place)
    let prefix = "CognitoIdentityServiceProvider.\(pool.ready.clientID)"
    #expect(try place.run("use", "cookie", pool: pool).code == 0)
    let jar = place.folder.path + "/data/cookies.txt"
    let words = ["sign-in", "bob", "--password-stdin"]
    let run = try place.run(words, input: Array(PoolProcess.password.utf8), pool: pool)
    #expect(run.code == 0, "\(run.errorText)")
    let kept = String(decoding: try Data(contentsOf: URL(filePath: jar)), as: UTF8.self)
    let line = try #require(kept.split(separator: "\n").first { $0.contains(".idToken\t") })
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    let stuck = [("inflightOAuth", "true"), ("oauthPKCE", "secret-verifier")].map { name, value in
      (parts.prefix(5) + ["\(prefix).\(name)", value]).joined(separator: "\t") + "\n"
    }
    try Data((kept + stuck.joined()).utf8).write(to: URL(filePath: jar))
    let doctor = try place.run("doctor", pool: pool)
    let subject = "cookie/\(pool.ready.clientID)"
    let command = "authtop remove --found oauth-stuck \(subject)"
    #expect(doctor.code == 1 && doctor.text.contains(command), "\(doctor.text)")
    let plan = try place.run("remove", "--found", "oauth-stuck", subject, "--dry-run", pool: pool)
    for key in ["inflightOAuth", "oauthPKCE"] {
      #expect(plan.text.contains("will     remove \(prefix).\(key)  ("), "\(plan.text)")
    }
    #expect(!plan.text.contains("secret-verifier"))
    #expect(try place.run("remove", "--found", "oauth-stuck", pool: pool).code == 2)
    let done = try place.run("remove", "--found", "oauth-stuck", subject, "--yes", pool: pool)
    #expect(done.text == "removed 2 keys from cookie; authtop undo puts them back\n")
    #expect(try place.run("doctor", pool: pool).code == 0)
    #expect(try place.run("remove", "--found", "oauth-stuck", "--yes", pool: pool).code == 2)
    #expect(try place.run("remove", "--found", "no-such-check", pool: pool).code == 64)
    #expect(try place.run("undo", "--yes", pool: pool).code == 0)
    #expect(try place.run("doctor", pool: pool).text.contains("oauth-stuck"))
  }
}
