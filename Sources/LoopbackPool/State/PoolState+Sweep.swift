import AuthCore

extension PoolState {
  /// Milliseconds between two looks for what is past its deadline.
  private static let sweepPause: Int64 = 3_600_000

  /// Forgets families that ended a while ago, with their refresh tokens and with devices that were named
  /// for them and never confirmed; of too many families, the oldest too.
  mutating func sweep(at now: NumericDate) {
    guard now >= nextSweep || families.count >= TokenFamily.limit else { return }
    nextSweep = now.advanced(byMilliseconds: Self.sweepPause)
    for family in families.values
    where now >= family.deadline.advanced(byMilliseconds: TokenFamily.afterlife) {
      forget(family)
    }
    guard families.count >= TokenFamily.limit else { return }
    // A tenth at a time, so that not each sign-in looks through all of them.
    let oldest = families.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    for family in oldest.prefix(families.count - TokenFamily.limit * 9 / 10) { forget(family) }
  }

  private mutating func forget(_ family: TokenFamily) {
    families[family.eventID] = nil
    for digest in family.refreshTokens { refreshTokens[digest] = nil }
    if let key = family.deviceKey, devices[key]?.proof == nil { devices[key] = nil }
  }

  /// Makes room for new devices: those that were never confirmed go first, then the oldest.
  mutating func forgetOldestDevices() {
    let order = devices.values.sorted {
      ($0.proof == nil ? 0 : 1, $0.createdAt, $0.key)
        < ($1.proof == nil ? 0 : 1, $1.createdAt, $1.key)
    }
    for device in order.prefix(max(1, devices.count - PoolDevice.limit * 9 / 10)) {
      devices[device.key] = nil
    }
  }
}
