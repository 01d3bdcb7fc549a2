import AuthCore
import Glibc

/// Brings a new store into being complete and private, or not at all.
///
/// The file is built under a name of its own and linked to its place when it is whole: of several
/// processes that start at once one wins and the others use its file.
enum StoreFile {
  static func create(_ place: StorePlace) throws(StorageError) {
    let draft = "\(place.directory)/new-\(getpid())-\(UInt64.random(in: 0 ... .max)).sqlite"
    defer {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
    }
    let descriptor = Glibc.open(draft, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system("cannot create a file in \(place.directory)") }
    // The umask may have taken away more than it should.
    let isPrivate = fchmod(descriptor, 0o600) == 0
    Glibc.close(descriptor)
    guard isPrivate else { throw .system("cannot make \(draft) private") }
    let connection = StoreConnection(path: draft, isReadOnly: false)
    try connection.runNow { database in
      try StoreFormat.create(in: database)
      try StoreFormat.settle(database)
    }
    connection.close()
    try confirm(draft, of: place)
    guard link(draft, place.file) == 0 || errno == EEXIST else {
      throw .system("cannot create \(place.file)")
    }
    PrivateFile.synchronise(place.directory)
  }

  /// Refuses a draft whose tables are not all in the file itself: its log has another name than the
  /// store's will have, and stays behind.
  private static func confirm(_ draft: String, of place: StorePlace) throws(StorageError) {
    guard PrivatePath.status(draft + "-wal").map({ $0.st_size == 0 }) ?? true else {
      throw .full(reason: "the tables of a new store could not be written to \(place.directory)")
    }
    let connection = StoreConnection(path: draft, isReadOnly: true)
    defer { connection.close() }
    guard try connection.runNow({ try StoreFormat.check($0, place) }) == StoreFormat.version else {
      throw .failed(reason: "a new store in \(place.directory) is not what was written")
    }
  }
}
