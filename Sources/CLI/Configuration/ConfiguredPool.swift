import AuthCore

/// A pool and how it came to be known.
struct ConfiguredPool: Equatable {
  /// How a pool was found.
  enum Origin: String {
    case options
    /// authtop's own file.
    case configuration
    /// An Amplify file that was named.
    case outputs
    /// An Amplify file in the working directory or above it.
    case found
  }

  var configuration: PoolConfiguration
  let origin: Origin
  /// The file it was read from, nil for options.
  let file: String?

  /// Where it is from, in a few words.
  var source: String {
    switch origin {
    case .options: "options or environment"
    case .configuration: "\(file ?? "")"
    case .outputs: "\(file ?? "") (--outputs)"
    case .found: "\(file ?? "") (found)"
    }
  }
}
