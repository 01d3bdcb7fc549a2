import AuthCore

extension PoolState {
  /// The user's devices, the newest last, a page at a time; the page's token is the last key.
  func listDevices(
    _ request: ListDevicesRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> ListDevicesAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    let asked = request.limit ?? 0
    guard (0...60).contains(asked) else { throw .invalidParameter("Invalid limit") }
    // The service model takes 0 and does not say what it means: no limit of the caller's own, since a
    // page of none that has a next one could never be gone through.
    let limit = asked == 0 ? 60 : asked
    let own = devices.values.filter { $0.username == user.username }
      .sorted { ($0.createdAt, $0.key) < ($1.createdAt, $1.key) }
    var rest = own[...]
    if let token = request.paginationToken {
      guard let place = own.firstIndex(where: { $0.key == token }) else {
        throw .invalidParameter("Invalid pagination token")
      }
      rest = own[(place + 1)...]
    }
    let page = rest.prefix(limit)
    return ListDevicesAnswer(
      devices: page.map(\.shown),
      paginationToken: page.count < rest.count ? page.last?.key : nil
    )
  }

  func getDevice(
    _ request: DeviceRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> DeviceAnswer {
    let user = try bearer(of: request.accessToken, at: now)
    return DeviceAnswer(device: try device(request.deviceKey, of: user).shown)
  }
}

extension PoolDevice {
  /// As the API shows it.
  fileprivate var shown: UserDevice {
    UserDevice(
      deviceKey: key,
      attributes: [
        UserAttribute(name: "device_status", value: "valid"),
        UserAttribute(name: "device_name", value: name ?? key),
        UserAttribute(
          name: "dev:device_remembered_status",
          value: isRemembered ? "remembered" : "not_remembered"
        ),
        UserAttribute(name: "last_ip_used", value: "127.0.0.1"),
      ],
      createDate: Double(createdAt.milliseconds) / 1000
    )
  }
}
