import Glibc
import TestSupport
import Testing

/// The program on disks that are really full: small file systems in memory of the test's own.
@Suite(.ownThread, .enabled(if: OwnDisk.canMount, "nobody may mount a file system here"))
struct FullDiskTests {
  /// What each script begins with: two disks, and the program as `a`, which tells its exit code.
  private static let beginning = """
    mkdir -p "$AUTHTOP_HOME" "$XDG_RUNTIME_DIR"
    mount -t tmpfs -o size=2m,mode=700 tmpfs "$AUTHTOP_HOME" || exit 77
    mount -t tmpfs -o size=128k,mode=700 tmpfs "$XDG_RUNTIME_DIR" || exit 77
    a() { '\(BuiltProgram.path)' "$@" 2>&1; echo "[$? $1]"; }
    fill() { cat /dev/zero >"$1/ballast" 2>/dev/null; }
    room() { rm "$1/ballast"; }
    token() { '\(BuiltProgram.path)' show "$1/" --token refresh | cksum; }
    signin() { printf '\(PoolProcess.password)\\n' | a sign-in "$@" --password-stdin; }
    signin alice; signin bob --backend cookie; signin carol --backend session

    """

  /// The lines that a script says in a terminal session of its own, after the three sign-ins.
  private func lines(_ script: String) throws -> [String] {
    let place = try Place()
    let pool = try PoolProcess(place)
    let words = OwnDisk.enter.split(separator: " ").map(String.init)
    let run = try CommandRun(
      words + ["setsid", "--wait", "sh", "-c", Self.beginning + script],
      of: "/usr/bin/env",
      input: [],
      environment: place.environment(for: pool).merging([
        "XDG_RUNTIME_DIR": place.folder.path + "/run"
      ]) { $1 },
      folder: place.folder.path,
      by: .in(600)
    )
    let lines = run.lines
    #expect(lines.filter { $0 == "[0 sign-in]" }.count >= 3, "\(run.text) \(run.errorText)")
    return lines
  }

  @Test(.runLimit(minutes: 20))
  func `everything stored can still be read, and nothing of it is lost`() throws {
    let lines = try lines(
      """
      token local; token cookie; token session
      fill "$AUTHTOP_HOME"; fill "$XDG_RUNTIME_DIR"
      a list --json | grep -c '"state":"live"'
      for id in alice bob carol; do a refresh $id; done
      a move bob --to local; a move carol --to cookie; a remove alice --yes
      room "$AUTHTOP_HOME"; room "$XDG_RUNTIME_DIR"
      token local; token cookie; token session
      a list --json | grep -c '"state":"live"'
      a refresh alice
      """
    )
    let sums = lines.filter { $0.split(separator: " ").count == 2 && !$0.hasPrefix("[") }
    #expect(sums.count == 6 && Array(sums.prefix(3)) == Array(sums.suffix(3)), "\(lines)")
    #expect(lines.filter { $0 == "3" }.count == 2, "\(lines)")
    for command in ["move", "remove"] {
      #expect(!lines.contains("[0 \(command)]"), "\(lines)")
    }
    #expect(lines.filter { $0.hasPrefix("[") && $0.hasSuffix(" refresh]") }.last == "[0 refresh]")
    #expect(lines.contains { $0.contains("no room") }, "\(lines)")
    #expect(!lines.contains { $0.contains("disk I/O error") && !$0.contains("No space") })
  }

  @Test(.runLimit(minutes: 20))
  func `a store is made on a nearly full disk whole or not at all`() throws {
    let place = try Place()
    let script = """
      cd '\(place.folder.path)' && mkdir disk || exit 1
      for size in $(seq 64 16 640); do
        mount -t tmpfs -o size=${size}k,mode=700 tmpfs disk || exit 77
        AUTHTOP_HOME=$PWD/disk/home '\(BuiltProgram.path)' list >/dev/null 2>first; first=$?
        mount -o remount,size=8m disk
        AUTHTOP_HOME=$PWD/disk/home '\(BuiltProgram.path)' list >/dev/null 2>second
        echo "$size $first $? $(cat first second)"
        umount disk
      done
      """
    let run = try CommandRun(
      OwnDisk.enter.split(separator: " ").map(String.init) + ["sh", "-c", script],
      of: "/usr/bin/env",
      input: [],
      environment: place.environment,
      folder: place.folder.path,
      by: .in(600)
    )
    let ends = run.lines.map { $0.split(separator: " ").dropFirst().prefix(2).joined() }
    #expect(ends.count == 37 && ends.allSatisfy { $0 == "00" || $0 == "30" }, "\(run.text)")
    #expect(ends.contains("00") && ends.contains("30"), "the sizes are chosen badly: \(ends)")
    #expect(!run.text.contains("damaged"), "\(run.text)")
  }

  @Test(.runLimit(minutes: 20))
  func `new tokens that do not fit are offered elsewhere, and stored where they are asked to be`()
    throws
  {
    let lines = try lines(
      """
      fill "$XDG_RUNTIME_DIR"
      a refresh carol
      a refresh carol --or-to cookie
      signin dave --backend session
      signin dave --backend session --or-to cookie
      room "$XDG_RUNTIME_DIR"
      a list
      """
    )
    let refresh = try #require(lines.firstIndex { $0.hasSuffix(" refresh]") })
    #expect(lines[refresh] == "[3 refresh]", "\(lines)")
    #expect(lines[refresh - 1].contains("--or-to BACKEND stores them elsewhere"), "\(lines)")
    #expect(lines.contains { $0.contains("the new tokens are stored as cookie/") }, "\(lines)")
    #expect(lines.contains("[0 refresh]") && lines.contains("[3 sign-in]"), "\(lines)")
    let listed = lines.filter { $0.hasPrefix("live ") }
    for (user, backend) in [
      ("alice", "local"), ("bob", "cookie"), ("carol", "cookie"), ("carol", "session"),
      ("dave", "cookie"),
    ] {
      #expect(
        listed.contains { $0.contains(" \(user) ") && $0.contains(" \(backend) ") },
        "\(user) in \(backend): \(lines)"
      )
    }
  }
}

/// File systems that nobody else sees.
enum OwnDisk {
  /// Whether they can be had, with or without being root.
  static let canMount = Shell.run("\(enter) sh -c 'mount -t tmpfs -o size=64k tmpfs /mnt'") == 0

  /// Enters a mount namespace; a user who is not root becomes root of a namespace of users first.
  static let enter =
    geteuid() == 0 ? "unshare --mount" : "unshare --user --map-root-user --mount"
}
