import Backends
import Glibc

/// A process that does nothing until it is ended: the leader of a pretended terminal session.
final class Bystander {
  let leader: SessionLeader
  private let input: CInt
  private var isEnded = false

  init?() {
    guard let ends = ChildProcess.socketPair() else { return nil }
    input = ends.ours
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // It waits for input that never comes, and ends with the test at the latest.
    posix_spawn_file_actions_adddup2(&actions, ends.theirs, STDIN_FILENO)
    for number in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
    defer { free(words[0]) }
    var id: pid_t = 0
    let code = posix_spawn(&id, "/bin/cat", &actions, nil, &words, environ)
    close(ends.theirs)
    // Asked of the child alone: whoever runs the tests may have lost its own session's leader.
    guard code == 0, let leader = try? SessionLeader.process(id) else {
      close(ends.ours)
      return nil
    }
    self.leader = leader
  }

  deinit {
    end()
    close(input)
  }

  /// Kills it and waits for its end.
  func end() {
    guard !isEnded else { return }
    isEnded = true
    kill(leader.id, SIGKILL)
    _ = ChildProcess.reap(leader.id, by: .now + ChildProcess.limit)
  }
}
