extension SessionManager {
  /// A download of a key set that is under way.
  struct Download: Sendable {
    let number: Int
    let task: Task<Void, Never>
  }

  /// Keys for a token, and why the one that it names is not among them.
  struct PublishedKeys: Sendable {
    let keys: Verifier.Keys
    var absence: KeySetCache.Absence?
  }

  /// The keys of a pool's issuer, downloaded at most once in ten seconds and by one task at a time,
  /// whatever kids tokens name.
  func publishedKeys(_ configuration: PoolConfiguration, kid: String?) async -> PublishedKeys {
    let issuer = "\(configuration.endpoint)/\(configuration.poolID)"
    // At most: ask, wait for a download, ask again; then there is an answer.
    for _ in 0..<4 {
      switch keySets.handle(.wanted(kid: kid ?? "", issuer: issuer), at: uptime()) {
      case .use(_, let renew):
        if renew { begin(issuer, configuration) }
        return known(issuer, nil)
      case .download: await begin(issuer, configuration).value
      case .wait: await downloads[issuer]?.task.value
      case .refuse(let absence, _): return known(issuer, kid == nil ? nil : absence)
      case .changed, .noted: break
      }
    }
    return known(issuer, nil)
  }

  private func known(_ issuer: String, _ absence: KeySetCache.Absence?) -> PublishedKeys {
    if let set = keySets.keys(of: issuer) {
      let date = clock().advanced(byMilliseconds: set.at - uptime())
      return PublishedKeys(keys: .set(set.keys, date: date), absence: absence)
    }
    if let unusable = unusableKeySets[issuer] { return PublishedKeys(keys: .unusable(unusable)) }
    guard case .unavailable(let failures, let reason)? = absence else {
      return PublishedKeys(keys: .unavailable("they were never had"))
    }
    let count = failures > 1 ? " (\(failures) tries in a row)" : ""
    return PublishedKeys(keys: .unavailable(reason + count))
  }

  @discardableResult
  private func begin(_ issuer: String, _ configuration: PoolConfiguration) -> Task<Void, Never> {
    let pool = pools.userPool(configuration)
    downloadCount += 1
    let number = downloadCount
    let task = Task {
      let reply: Result<UserPool.Reply<[UInt8]>, UserPoolError>
      do throws(UserPoolError) {
        reply = .success(try await pool.keySet())
      } catch {
        reply = .failure(error)
      }
      guard downloads[issuer]?.number == number else {
        takeLate(reply.map(\.answer), of: issuer, number)
        return
      }
      downloads[issuer] = nil
      take(reply.map(\.answer), of: issuer, number)
    }
    downloads[issuer] = Download(number: number, task: task)
    return task
  }

  private func take(
    _ bytes: Result<[UInt8], UserPoolError>,
    of issuer: String,
    _ number: Int
  ) {
    let failure: String
    switch bytes {
    case .success(let bytes):
      do throws(KeySetError) {
        let set = try KeySet(bytes)
        unusableKeySets[issuer] = nil
        takenDownloads[issuer] = number
        _ = keySets.handle(.downloaded(set, issuer: issuer), at: uptime())
        return
      } catch {
        unusableKeySets[issuer] = error
        failure = "\(error)"
      }
    case .failure(let error): failure = "\(error)"
    }
    _ = keySets.handle(.failed(reason: failure, issuer: issuer), at: uptime())
  }

  /// What a download brought that had been given up as lost: a set serves, unless a later download
  /// brought one before it; a failure was noted when it was given up.
  private func takeLate(
    _ bytes: Result<[UInt8], UserPoolError>,
    of issuer: String,
    _ number: Int
  ) {
    guard number > takenDownloads[issuer] ?? 0, case .success(let bytes) = bytes,
      let set = try? KeySet(bytes)
    else { return }
    unusableKeySets[issuer] = nil
    takenDownloads[issuer] = number
    _ = keySets.handle(.arrivedLate(set, issuer: issuer), at: uptime())
  }

  /// Milliseconds of a clock that counts sleep and never jumps.
  public static let continuousTime: @Sendable () -> Int64 = {
    let passed = beginning.duration(to: .now).components
    return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
  }

  private static let beginning = ContinuousClock.now
}
