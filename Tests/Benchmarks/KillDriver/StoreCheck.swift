import AuthCore
import Backends
import Glibc

/// What is wrong with a store whose writer was killed.
struct StoreCheck {
  let subject: Subject
  let folder: String

  /// The faults, given the last acknowledged write of each session.
  func faults(_ acknowledged: [Int: Int]) async throws -> [String] {
    let storage = try subject.storage(in: folder, leader: getpid())
    let items = try await storage.items(withPrefix: "user-")
    var faults: [String] = []
    for session in 0..<Generation.sessions {
      let own = items.filter { $0.key.hasPrefix("user-\(session).") }
      let last = acknowledged[session] ?? 0
      if own.isEmpty && last == 0 { continue }
      faults += self.faults(own, session: session, last: last)
    }
    if subject == .jar || subject == .truncating {
      let text = FileText.read(Subject.jarPath(in: folder))
      if !text.hasPrefix(Subject.foreign) { faults.append("lines of others changed") }
    }
    return faults
  }

  private func faults(_ own: [StorageItem], session: Int, last: Int) -> [String] {
    var faults: [String] = []
    if own.map({ String($0.key.dropFirst(7)) }) != Generation.names {
      faults.append("session \(session) is torn: it has \(own.map(\.key))")
    }
    let generations = own.map { Generation($0.value) }
    let numbers = Set(generations.map { $0?.number ?? 0 })
    if numbers.count > 1 { faults.append("session \(session) is torn: \(numbers.sorted())") }
    if (numbers.max() ?? 0) < last {
      faults.append("session \(session) lost write \(last), has \(numbers.sorted())")
    }
    for (item, generation) in zip(own, generations)
    where generation?.session != session || !item.value.hasSuffix("." + item.key.dropFirst(7)) {
      faults.append("\(item.key) is torn: not what was written")
    }
    return faults
  }
}
