import AuthCore

/// The keys that checks found left over, by the checks' codes and by what they are about.
enum FoundKeys {
  /// Each backend with its keys, in the order of the backends.
  ///
  /// A name is a backend, `backend/clientId` or `backend/clientId/username`; without names everything
  /// that the checks found is meant.
  static func keys(
    _ codes: [String],
    _ names: [String],
    in manager: SessionManager
  ) async throws -> [(backend: BackendID, keys: [String])] {
    for name in names {
      let backend = BackendID(String(name.prefix { $0 != "/" }))
      guard manager.backends.contains(where: { $0.id == backend }) else {
        throw SessionError.unknownBackend(backend, known: manager.backends.map(\.id))
      }
    }
    let found = try await manager.findings(.everything).filter { finding in
      codes.contains(finding.code) && !finding.keys.isEmpty
        && (names.isEmpty || names.contains { isNamed(finding.subject, $0) })
    }
    return manager.backends.compactMap { backend in
      var keys: [String] = []
      for finding in found where finding.subject.backend == backend.id {
        keys += finding.keys.filter { key in !keys.contains { $0.hasSameBytes(as: key) } }
      }
      return keys.isEmpty ? nil : (backend.id, keys)
    }
  }

  /// Whether a name is a finding's subject, or the backend or client that it is in; by bytes.
  private static func isNamed(_ subject: Finding.Subject, _ name: String) -> Bool {
    let text = Array(subject.description.utf8)
    let part = Array(name.utf8)
    return text.starts(with: part)
      && (text.count == part.count || text[part.count] == UInt8(ascii: "/"))
  }
}
