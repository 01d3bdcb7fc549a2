extension SessionManager {
  /// At most so many sessions of a backend after one, in the order of user and client.
  ///
  /// A storage without summaries is read as a whole.
  package nonisolated func snapshot(
    of id: BackendID,
    after user: SessionUser?,
    atMost limit: Int
  ) async throws(SessionError) -> BackendSnapshot {
    let backend = try backend(id)
    let view = await view(of: id)
    do {
      if let found = try await summarised(backend, after: user, limit: limit, in: view) {
        return snapshot(of: backend, found.sessions, isPartial: !found.isLast, view)
      }
    } catch {
      return unavailable(backend, error, view)
    }
    let whole = try await snapshot(of: id)
    guard case .sessions(let all) = whole.content else { return whole }
    let rest = all.filter { session in user.map { $0 < SessionUser(session.id) } ?? true }
    let page = Array(rest.prefix(max(0, limit)))
    return snapshot(of: backend, page, isPartial: page.count < rest.count, view)
  }

  /// Reads at most so many sessions of a backend after one, and hands them over a page at a time.
  ///
  /// Pages are as of different moments, and none is read twice or left out for that.
  package nonisolated func pages(
    of id: BackendID,
    after user: SessionUser?,
    atMost limit: Int,
    _ take: (BackendSnapshot) -> Void
  ) async throws(SessionError) {
    let backend = try backend(id)
    let view = await view(of: id)
    let start = clock()
    var (last, rest) = (user, limit)
    while rest > 0 {
      let found: Summarised?
      do {
        let size = min(rest, Self.listedPage)
        found = try await summarised(backend, after: last, limit: size, in: view)
      } catch {
        return take(unavailable(backend, error, view))
      }
      guard let found else {
        return take(
          last == nil && rest == .max
            ? try await snapshot(of: id) : try await snapshot(of: id, after: last, atMost: rest)
        )
      }
      take(snapshot(of: backend, found.sessions, isPartial: !found.isLast, view))
      if found.isLast, last == nil { await noteLook(at: backend, found.sessions, since: start) }
      guard !found.isLast, let end = found.sessions.last else { return }
      last = SessionUser(end.id)
      rest -= found.sessions.count
    }
  }

  /// Reads a backend whole, and hands over its first sessions before the rest is read.
  ///
  /// - Returns: what later changes can be asked from, nil when they must be read as a whole too.
  package nonisolated func load(
    _ id: BackendID,
    first: Int,
    _ take: @Sendable (BackendSnapshot) async -> Void
  ) async throws(SessionError) -> BackendMark? {
    let backend = try backend(id)
    let view = await view(of: id)
    let start = clock()
    var mark: BackendMark?
    var sessions: [Session] = []
    do {
      while let found = try await summarised(
        backend,
        after: sessions.last.map { SessionUser($0.id) },
        limit: mark == nil ? first : Self.pageSize,
        in: view
      ) {
        // The first page's number: what changes while the others are read is told again later.
        let isFirst = mark == nil
        mark = mark ?? BackendMark(number: found.number, view: found.view)
        sessions += found.sessions
        if found.isLast || isFirst {
          await take(snapshot(of: backend, sessions, isPartial: !found.isLast, view))
        }
        if found.isLast {
          await noteLook(at: backend, sessions, since: start)
          return mark
        }
      }
    } catch {
      await take(unavailable(backend, error, view))
      return nil
    }
    let page = try await snapshot(of: id, limit: first)
    await take(page)
    if page.isPartial { await take(try await snapshot(of: id)) }
    return nil
  }

  /// What changed in a backend after it was read; nil when it must be read as a whole.
  package nonisolated func change(of id: BackendID, since mark: BackendMark) async -> BackendChange?
  {
    let start = clock()
    guard let backend = try? backend(id), let storage = backend.storage as? any SummarisingStorage,
      var page = try? await storage.summaries(changedSince: mark.number)
    else { return nil }
    noteForeignChanges(at: backend)
    var view = await view(of: id).with(pointers: page.pointers)
    guard let affected = mark.view.usersThatLookOtherwise(in: view) else { return nil }
    let missing = affected.subtracting(page.rows.map(\.user)).subtracting(page.removed)
    if !missing.isEmpty {
      guard let more = try? await storage.summaries(of: missing.sorted()) else { return nil }
      page.rows += more.rows
    }
    var change = BackendChange(id: id, mark: BackendMark(number: page.number, view: view))
    change.isActive = view.isActiveBackend
    change.removed = page.removed.map { $0.id(in: id) }
    for row in page.rows {
      if let session = view.session(row) {
        change.updated.append(session)
      } else {
        change.removed.append(row.user.id(in: id))
      }
    }
    if !change.isEmpty, !backend.tellsForeignChanges {
      await noteWhole(backend, in: view, since: start)
    }
    return change
  }

  /// Lets the journal see a backend that is small enough for it: it tells removals by what is left.
  private nonisolated func noteWhole(
    _ backend: Backend,
    in view: SessionView,
    since start: NumericDate
  ) async {
    let limit = JournalNotice.sessionLimit + 1
    if let found = try? await summarised(backend, after: nil, limit: limit, in: view),
      found.isLast
    {
      await noteLook(at: backend, found.sessions, since: start)
    }
  }

  private static let pageSize = 4000
  /// Of what is written as it is read: little memory, and few reads.
  private static let listedPage = 1000

  /// Sessions by their summaries, all of them without a limit; nil where there are none to trust.
  nonisolated func summarised(
    _ backend: Backend,
    after user: SessionUser?,
    limit: Int?,
    in view: SessionView
  ) async throws -> Summarised? {
    guard let storage = backend.storage as? any SummarisingStorage else { return nil }
    var found: Summarised?
    var last = user
    while found?.isLast != true {
      let size = limit ?? Self.pageSize
      let read = try await storage.summaries(after: last, limit: size)
      noteForeignChanges(at: backend)
      guard let page = read else { return nil }
      var view = found?.view ?? view.with(pointers: page.pointers)
      var sessions = found?.sessions ?? []
      for row in page.rows { if let session = view.session(row) { sessions.append(session) } }
      last = page.rows.last?.user ?? last
      found = Summarised(
        sessions: sessions,
        isLast: page.rows.count < size,
        number: found?.number ?? page.number,
        view: view
      )
      if limit != nil { return found }
    }
    return found
  }

  /// Sessions that were read by their summaries.
  struct Summarised: Sendable {
    let sessions: [Session]
    let isLast: Bool
    let number: Int64
    let view: SessionView
  }
}
