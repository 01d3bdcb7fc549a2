extension SessionManager {
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
      case .wait: await downloads[issuer]?.value
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
    let task = Task {
      do throws(UserPoolError) {
        let reply = try await pool.keySet()
        do throws(KeySetError) {
          let set = try KeySet(reply.answer)
          unusableKeySets[issuer] = nil
          _ = keySets.handle(.downloaded(set, issuer: issuer), at: uptime())
        } catch {
          unusableKeySets[issuer] = error
          _ = keySets.handle(.failed(reason: "\(error)", issuer: issuer), at: uptime())
        }
      } catch {
        _ = keySets.handle(.failed(reason: "\(error)", issuer: issuer), at: uptime())
      }
      downloads[issuer] = nil
    }
    downloads[issuer] = task
    return task
  }

  /// Milliseconds of a clock that counts sleep and never jumps.
  public static let continuousTime: @Sendable () -> Int64 = {
    let passed = beginning.duration(to: .now).components
    return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
  }

  private static let beginning = ContinuousClock.now
}
