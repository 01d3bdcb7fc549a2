import AuthCore
import Backends
import Glibc

/// Prints how long the local store takes for what a user waits for, in one table.
///
/// `Bench` measures 1,000, 10,000 and 100,000 sessions, `Bench 500 2000` those sizes; the exit code is 1
/// where a figure is above its limit. `Bench fill DIRECTORY COUNT` leaves a store of so many sessions,
/// issued within the last hour, for measuring the program from outside.
@main
enum Bench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    if arguments.count == 4, arguments[1] == "fill", let count = Int(arguments[3]) {
      try await fill(arguments[2], count)
      return
    }
    let sizes = arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
    guard sizes.count == arguments.count - 1 else { exit(64) }
    var figures = Figures(sizes: sizes.isEmpty ? [1000, 10_000, 100_000] : sizes)
    for sessions in figures.sizes { try await StoreBench.run(sessions: sessions, &figures) }
    print(figures.table)
    try SRPBench.run()
    guard !figures.breaches.isEmpty else { return }
    print("above the limit: \(figures.breaches.joined(separator: "; "))")
    exit(1)
  }

  private static func fill(_ directory: String, _ count: Int) async throws {
    let storage = try LocalStore.open(directory: directory).storage(namespace: "sessions")
    let epoch = time(nil) - 3500
    for first in stride(from: 0, to: count, by: 500) {
      let numbers = first..<min(count, first + 500)
      try await storage.apply(
        numbers.flatMap { SampleSession.changes(number: $0, generation: 0, epoch: epoch) }
      )
    }
    print("\(count) sessions in \(directory)")
  }
}
