extension SignInFlow {
  /// How a sign-in begins.
  public enum Method: String, Sendable, CaseIterable {
    /// USER_SRP_AUTH: the password does not leave the machine.
    case srp
    /// USER_PASSWORD_AUTH: the password is sent.
    case password
    /// USER_AUTH: the pool offers factors to choose from.
    case userAuth = "user-auth"
    /// CUSTOM_AUTH: the pool's own challenges, without a password before them.
    case custom
    /// CUSTOM_AUTH with SRP first: the pool's own challenges after the password's proof.
    case customSRP = "custom-srp"

    /// Whether nothing can be sent without the password.
    public var needsPassword: Bool {
      switch self {
      case .srp, .password, .customSRP: true
      case .userAuth, .custom: false
      }
    }

    var authFlow: AuthFlow {
      switch self {
      case .srp: .userSRPAuth
      case .password: .userPasswordAuth
      case .userAuth: .userAuth
      case .custom, .customSRP: .customAuth
      }
    }

    /// Amplify's name for it, in `signInDetails`.
    var amplifyName: String {
      switch self {
      case .custom: "CUSTOM_WITHOUT_SRP"
      case .customSRP: "CUSTOM_WITH_SRP"
      case .srp, .password, .userAuth: authFlow.rawValue
      }
    }
  }
}
