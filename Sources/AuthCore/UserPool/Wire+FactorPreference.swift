/// SetUserMFAPreference: which second factors are on, and which of them is asked for.
public struct SetUserMFAPreferenceRequest: Codable, Equatable, Sendable, Unprinted {
  public var accessToken: String
  public var sms: FactorPreference?
  public var softwareToken: FactorPreference?
  public var email: FactorPreference?

  public init(
    accessToken: String,
    sms: FactorPreference? = nil,
    softwareToken: FactorPreference? = nil,
    email: FactorPreference? = nil
  ) {
    self.accessToken = accessToken
    self.sms = sms
    self.softwareToken = softwareToken
    self.email = email
  }

  enum CodingKeys: String, CodingKey {
    case accessToken = "AccessToken"
    case sms = "SMSMfaSettings"
    case softwareToken = "SoftwareTokenMfaSettings"
    case email = "EmailMfaSettings"
  }
}

/// SMSMfaSettingsType, SoftwareTokenMfaSettingsType and EmailMfaSettingsType, which are alike.
public struct FactorPreference: Codable, Equatable, Sendable {
  public var enabled: Bool?
  public var preferred: Bool?

  public init(enabled: Bool?, preferred: Bool? = nil) {
    self.enabled = enabled
    self.preferred = preferred
  }

  enum CodingKeys: String, CodingKey {
    case enabled = "Enabled"
    case preferred = "PreferredMfa"
  }
}
