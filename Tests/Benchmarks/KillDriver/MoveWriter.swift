import AuthCore
import Glibc

/// Moves one session after the other round until it is killed, and acknowledges each move.
struct MoveWriter {
  let folder: String

  /// Each session is in one place when it begins.
  func run() async throws {
    let scene = try MoveScene(in: folder, leader: getppid())
    var places: [BackendID] = []
    for user in MoveScene.users.indices {
      var place = MoveScene.ring[0]
      for backend in MoveScene.ring where try await !scene.items(user, in: backend).isEmpty {
        place = backend
      }
      places.append(place)
    }
    // Another first one each time: a writer killed early still gets round to all of them.
    var user = Int.random(in: 0..<places.count)
    while true {
      user = (user + 1) % places.count
      let target = MoveScene.next(places[user])
      _ = try await scene.manager.move(MoveScene.id(user, in: places[user]), to: target)
      places[user] = target
      Acknowledgement(subject: user, number: MoveScene.ring.firstIndex(of: target) ?? 0).say()
    }
  }
}
