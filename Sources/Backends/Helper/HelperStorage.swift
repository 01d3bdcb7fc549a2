package import AuthCore

/// A backend in any language: an executable that stores for authtop (`Docs/HelperProtocol.md`).
///
/// Without `batch`, several changes are made one after the other; without `watch`, no change is told
/// of; without `keys`, it is not listable.
package struct HelperStorage: ListingStorage, AtomicStorage, WatchableStorage {
  private let client: HelperClient

  package init(_ client: HelperClient) {
    self.client = client
  }

  var limits: HelperLimits { client.limits }

  func capabilities() async throws -> Set<HelperCapability> { try await client.capabilities() }

  package var isListable: Bool {
    get async throws { try await client.capabilities().contains(.keys) }
  }

  package func getItem(_ key: String) async throws -> String? {
    try refuseNull([key])
    let answer = try await client.call(.get, [("key", .string(key))])
    switch answer["value"] {
    case .string(let value): return value
    case .null: return nil
    default: throw client.malformed(.get, "has no value, which is a text or null")
    }
  }

  package func setItem(_ value: String, forKey key: String) async throws {
    try refuseNull([key, value])
    _ = try await client.call(
      .set,
      [("key", .string(key)), ("value", .string(value))],
      secrets: [value]
    )
  }

  package func removeItem(_ key: String) async throws {
    try refuseNull([key])
    _ = try await client.call(.remove, [("key", .string(key))])
  }

  package func clear() async throws { _ = try await client.call(.clear, []) }

  package func apply(_ changes: [StorageChange]) async throws {
    guard !changes.isEmpty else { return }
    guard try await client.capabilities().contains(.batch) else {
      for change in changes {
        switch change {
        case .set(let key, let value): try await setItem(value, forKey: key)
        case .remove(let key): try await removeItem(key)
        }
      }
      return
    }
    var secrets: [String] = []
    let list = try changes.map { change in
      switch change {
      case .set(let key, let value):
        try refuseNull([key, value])
        secrets.append(value)
        return HelperMessage.object([("set", .string(key)), ("value", .string(value))])
      case .remove(let key):
        try refuseNull([key])
        return HelperMessage.object([("remove", .string(key))])
      }
    }
    _ = try await client.call(.batch, [("changes", .array(list))], secrets: secrets)
  }

  /// The items in the order of their keys.
  ///
  /// For what only looks, such as a list, all runs together have the time of one.
  package func items(withPrefix prefix: String) async throws -> [StorageItem] {
    try refuseNull([prefix])
    guard !HelperPatience.isLong, !HelperPatience.needsLists, HelperPatience.deadline == nil else {
      return try await listed(prefix)
    }
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    return try await HelperPatience.$deadline.withValue(deadline) {
      try await listed(prefix)
    }
  }

  private func listed(_ prefix: String) async throws -> [StorageItem] {
    let answer = try await client.call(.keys, [("prefix", .string(prefix))])
    let items: [StorageItem]
    if let pairs = answer["items"] {
      items = try pairsOf(pairs)
    } else {
      guard let keys = answer["keys"]?.texts else {
        throw client.malformed(.keys, "has neither keys nor items")
      }
      items = try await values(of: keys.filter { $0.utf8.starts(with: prefix.utf8) })
    }
    return items.filter { $0.key.utf8.starts(with: prefix.utf8) }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// Gets each value by a run of its own.
  private func values(of keys: [String]) async throws -> [StorageItem] {
    var found: [StorageItem] = []
    for (number, key) in keys.enumerated() {
      do {
        // A key that went meanwhile is no item any more.
        if let value = try await getItem(key) { found.append(StorageItem(key: key, value: value)) }
      } catch {
        guard HelperPatience.isOver else { throw error }
        throw StorageError.unavailable(
          reason:
            "\(client.program.path) gave \(number) of \(keys.count) values in the time that a "
            + "list waits; it answers keys with items, or AUTHTOP_HELPER_SECONDS gives it more time"
        )
      }
    }
    return found
  }

  package func changes() -> AsyncStream<Void> {
    let client = client
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let listener = Task {
      guard let capabilities = try? await client.capabilities(), capabilities.contains(.watch),
        let watch = try? HelperWatch(client.program, limits: client.limits)
      else {
        continuation.finish()
        return
      }
      await watch.run { continuation.yield() }
      continuation.finish()
    }
    continuation.onTermination = { _ in listener.cancel() }
    return stream
  }

  private func pairsOf(_ value: JSONValue) throws -> [StorageItem] {
    guard case .array(let values) = value else {
      throw client.malformed(.keys, "has items that are no list")
    }
    return try values.map { value in
      guard case .object(let object) = value, let key = object["key"]?.text,
        let value = object["value"]?.text
      else { throw client.malformed(.keys, "has an item without key or value") }
      return StorageItem(key: key, value: value)
    }
  }

  private func refuseNull(_ texts: [String]) throws {
    guard !texts.contains(where: { $0.utf8.contains(0) }) else {
      throw StorageError.failed(reason: "helpers take no text with a NUL character in it")
    }
  }
}
