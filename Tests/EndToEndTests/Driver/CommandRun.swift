import Glibc

/// A command of the program that ran to its end without a terminal.
struct CommandRun {
  let code: Int32?
  let output: [UInt8]
  let errors: [UInt8]

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [String] { text.split(separator: "\n").map(String.init) }
  var errorText: String { String(decoding: errors, as: UTF8.self) }
  var errorLines: [String] { errorText.split(separator: "\n").map(String.init) }

  /// Runs it with files of the folder as its three streams.
  init(
    _ arguments: [String],
    of program: String = BuiltProgram.path,
    input: [UInt8],
    environment: [String: String],
    folder: String,
    by deadline: Deadline
  ) throws {
    var files: [CInt: CInt] = [:]
    defer { for descriptor in files.values { close(descriptor) } }
    for number in CInt(0)..<3 {
      let name = "\(folder)/stream-\(number)-\(UInt64.random(in: 0...UInt64.max))"
      let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw StoryFailure("no file in \(folder)") }
      unlink(name)
      files[number] = descriptor
    }
    let (inward, outward, aside) = (files[0] ?? -1, files[1] ?? -1, files[2] ?? -1)
    try Descriptor.write(input, to: inward, by: deadline)
    lseek(inward, 0, SEEK_SET)
    let child = try Child(program, arguments, environment: environment, files: files)
    code = try child.end(by: deadline).code
    output = Self.contents(outward)
    errors = Self.contents(aside)
  }

  private static func contents(_ descriptor: CInt) -> [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    var bytes: [UInt8] = []
    while true {
      let more = Descriptor.readSome(descriptor)
      if more.isEmpty { return bytes }
      bytes += more
    }
  }
}
