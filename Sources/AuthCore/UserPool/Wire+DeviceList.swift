/// ListDevices: the user's devices at the pool, a page of them.
public struct ListDevicesRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  /// 0 to 60.
  public var limit: Int?
  public var paginationToken: String?

  public init(accessToken: String, limit: Int? = nil, paginationToken: String? = nil) {
    self.accessToken = accessToken
    self.limit = limit
    self.paginationToken = paginationToken
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case limit = "Limit"
    case paginationToken = "PaginationToken"
  }
}

/// The answer of ListDevices.
public struct ListDevicesAnswer: Codable, Equatable, Sendable {
  public var devices: [UserDevice]?
  public var paginationToken: String?

  public init(devices: [UserDevice], paginationToken: String? = nil) {
    self.devices = devices
    self.paginationToken = paginationToken
  }

  enum CodingKeys: String, CodingKey {
    case devices = "Devices"
    case paginationToken = "PaginationToken"
  }
}

/// The answer of GetDevice.
public struct DeviceAnswer: Codable, Equatable, Sendable {
  public var device: UserDevice?

  public init(device: UserDevice) {
    self.device = device
  }

  enum CodingKeys: String, CodingKey {
    case device = "Device"
  }
}

/// DeviceType: a device as the pool knows it.
public struct UserDevice: Codable, Equatable, Sendable {
  public var deviceKey: String?
  /// `device_status`, `device_name`, `last_ip_used` and the like.
  public var attributes: [UserAttribute]?
  /// Seconds since 1970, with a fraction.
  public var createDate: Double?
  public var lastModifiedDate: Double?
  public var lastAuthenticatedDate: Double?

  public init(deviceKey: String, attributes: [UserAttribute], createDate: Double) {
    self.deviceKey = deviceKey
    self.attributes = attributes
    self.createDate = createDate
    lastModifiedDate = createDate
    lastAuthenticatedDate = createDate
  }

  enum CodingKeys: String, CodingKey {
    case deviceKey = "DeviceKey"
    case attributes = "DeviceAttributes"
    case createDate = "DeviceCreateDate"
    case lastModifiedDate = "DeviceLastModifiedDate"
    case lastAuthenticatedDate = "DeviceLastAuthenticatedDate"
  }
}
