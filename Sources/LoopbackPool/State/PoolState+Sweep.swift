import AuthCore

extension PoolState {
  /// Milliseconds between two looks for what is past its deadline.
  private static let sweepPause: Int64 = 3_600_000

  /// Forgets families that ended a while ago, with their refresh tokens and with devices that were named
  /// for them, never confirmed, and are of no other family; of too many families, the oldest too.
  mutating func sweep(at now: NumericDate) {
    guard now >= nextSweep || families.count >= TokenFamily.limit else { return }
    nextSweep = now.advanced(byMilliseconds: Self.sweepPause)
    forget(
      families.values.filter {
        now >= $0.deadline.advanced(byMilliseconds: TokenFamily.afterlife)
      }
    )
    guard families.count >= TokenFamily.limit else { return }
    // A tenth at a time, so that not each sign-in looks through all of them.
    let oldest = families.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    forget(Array(oldest.prefix(families.count - TokenFamily.limit * 9 / 10)))
  }

  private mutating func forget(_ ended: [TokenFamily]) {
    for family in ended {
      families[family.eventID] = nil
      for digest in family.refreshTokens { refreshTokens[digest] = nil }
    }
    // A later sign-in may have named the same device, and its refreshes need it.
    let unneeded = Set(ended.compactMap(\.deviceKey))
      .subtracting(families.values.compactMap(\.deviceKey))
    for key in unneeded where devices[key]?.proof == nil { devices[key] = nil }
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
