import AuthCore

extension PoolState {
  /// Turns second factors of a user who is signed in on and off, and says which one is asked for.
  mutating func setMFAPreference(
    _ request: SetUserMFAPreferenceRequest,
    at now: NumericDate
  ) throws(PoolRefusal) -> EmptyAnswer {
    var user = try bearer(of: request.accessToken, at: now)
    let wishes: [(MFAType, FactorPreference?)] = [
      (.sms, request.sms), (.softwareToken, request.softwareToken), (.email, request.email),
    ]
    guard wishes.count(where: { $0.1?.preferred == true }) <= 1 else {
      throw .invalidParameter("Only one MFA method can be preferred")
    }
    for case (let type, let wish?) in wishes {
      if wish.enabled == true {
        try check(type, of: user)
        if !user.mfa.contains(type) { user.mfa.append(type) }
      } else {
        user.mfa.removeAll { $0 == type }
      }
      if wish.preferred == true {
        guard wish.enabled == true else {
          throw .invalidParameter("An MFA method that is off cannot be preferred")
        }
        user.preferredMFA = type
      } else if user.preferredMFA == type {
        user.preferredMFA = nil
      }
    }
    users[user.username] = user
    return EmptyAnswer()
  }

  /// Refuses a factor that the user could never answer.
  private func check(_ type: MFAType, of user: PoolUser) throws(PoolRefusal) {
    let name: String? =
      switch type {
      case .sms: user.attributes["phone_number"]
      case .email: user.attributes["email"]
      case .softwareToken:
        if user.authenticator == nil {
          throw .invalidParameter("User has not verified software token mfa")
        } else {
          ""
        }
      }
    guard name != nil else {
      throw .invalidParameter("User does not have delivery config set to turn on \(type.rawValue)")
    }
  }
}
