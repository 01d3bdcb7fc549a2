import AuthCore
import Backends
import Glibc

/// Prints how long the local store takes for what a user waits for.
@main
enum Bench {
  static func main() async throws {
    for sessions in [1000, 10_000] {
      try await StoreBench.run(sessions: sessions)
    }
  }
}
