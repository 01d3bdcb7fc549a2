import AuthCore

/// A user to create, as an operator writes it down in JSON.
package struct UserSeed: Codable, Equatable, Sendable, Unprinted {
  package var username: String
  package var password: String
  /// By precedence.
  package var groups: [String]
  /// By their names in the pool, `custom:` included.
  package var attributes: [String: String]
  package var status: UserStatus
  /// Second factors that are on; with several the user chooses.
  package var mfa: [MFAType]
  /// The authenticator's secret in base32, which SOFTWARE_TOKEN_MFA needs.
  package var totpSecret: String?
  /// Second factors that a user without any must set up at the next sign-in.
  package var mfaSetup: [MFAType]
  /// What CUSTOM_AUTH asks; the pool's own riddle when absent.
  package var custom: Riddle?
  /// Whether devices are tracked, and who says that one is remembered; off when absent.
  package var devices: DeviceTracking?

  package init(
    username: String,
    password: String,
    groups: [String] = [],
    attributes: [String: String] = [:],
    status: UserStatus = .confirmed,
    mfa: [MFAType] = [],
    totpSecret: String? = nil,
    mfaSetup: [MFAType] = [],
    custom: Riddle? = nil,
    devices: DeviceTracking? = nil
  ) {
    self.username = username
    self.password = password
    self.groups = groups
    self.attributes = attributes
    self.status = status
    self.mfa = mfa
    self.totpSecret = totpSecret
    self.mfaSetup = mfaSetup
    self.custom = custom
    self.devices = devices
  }

  enum CodingKeys: String, CodingKey {
    case username, password, groups, attributes, status, mfa, custom, devices
    case totpSecret = "totp_secret"
    case mfaSetup = "mfa_setup"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    username = try container.decode(String.self, forKey: .username)
    password = try container.decode(String.self, forKey: .password)
    groups = try container.decodeIfPresent([String].self, forKey: .groups) ?? []
    attributes = try container.decodeIfPresent([String: String].self, forKey: .attributes) ?? [:]
    status = try container.decodeIfPresent(UserStatus.self, forKey: .status) ?? .confirmed
    mfa = try container.decodeIfPresent([MFAType].self, forKey: .mfa) ?? []
    totpSecret = try container.decodeIfPresent(String.self, forKey: .totpSecret)
    mfaSetup = try container.decodeIfPresent([MFAType].self, forKey: .mfaSetup) ?? []
    custom = try container.decodeIfPresent(Riddle.self, forKey: .custom)
    devices = try container.decodeIfPresent(DeviceTracking.self, forKey: .devices)
  }

  /// What makes a factor of this user unusable, in words; nil when there is nothing.
  package var problem: String? {
    if let totpSecret, Authenticator(base32: totpSecret) == nil {
      return "totp_secret is not base32 of 80 bits or more"
    }
    for type in mfa {
      switch type {
      case .softwareToken where totpSecret == nil:
        return "SOFTWARE_TOKEN_MFA needs a totp_secret"
      case .email where attributes["email"] == nil: return "EMAIL_OTP needs the attribute email"
      case .sms where attributes["phone_number"] == nil:
        return "SMS_MFA needs the attribute phone_number"
      default: continue
      }
    }
    return mfaSetup.contains(.sms) ? "SMS_MFA cannot be set up at a sign-in" : nil
  }
}

/// UserStatusType, of those that a created user can have here.
package enum UserStatus: String, Codable, Sendable {
  case confirmed = "CONFIRMED"
  /// An administrator set the password; the first sign-in must set another.
  case forceChangePassword = "FORCE_CHANGE_PASSWORD"
}

/// A second factor, by Cognito's name.
package enum MFAType: String, Codable, Sendable {
  case softwareToken = "SOFTWARE_TOKEN_MFA"
  case email = "EMAIL_OTP"
  case sms = "SMS_MFA"
}

/// DeviceConfiguration, by who decides that a device is remembered.
package enum DeviceTracking: String, Codable, Sendable {
  /// Each confirmed device is.
  case always
  /// DeviceOnlyRememberedOnUserPrompt: the user says so, by UpdateDeviceStatus.
  case prompt
}

/// The custom challenge: a question and its answer, which is compared without regard to case.
package struct Riddle: Codable, Equatable, Sendable, Unprinted {
  package var question: String
  package var answer: String

  package init(question: String, answer: String) {
    self.question = question
    self.answer = answer
  }

  /// The pool's own.
  package static let standard = Riddle(
    question: "What has keys but opens no lock?",
    answer: "piano"
  )

  func isAnswer(_ text: String) -> Bool { text.lowercased() == answer.lowercased() }
}
