/// A refusal by Cognito's name for it, and in Cognito's words where they are known.
struct PoolRefusal: Error, Equatable {
  let name: String
  let message: String
  var status = 400

  static func notAuthorized(_ message: String) -> Self {
    Self(name: "NotAuthorizedException", message: message)
  }

  static func invalidParameter(_ message: String) -> Self {
    Self(name: "InvalidParameterException", message: message)
  }

  static let wrongPassword = notAuthorized("Incorrect username or password.")
  static let userNotFound = Self(name: "UserNotFoundException", message: "User does not exist.")
  static let userDisabled = notAuthorized("User is disabled.")
  static let invalidSession = notAuthorized("Invalid session for the user.")
  static let expiredSession = notAuthorized("Invalid session for the user, session is expired.")
  static let wrongCode = Self(
    name: "CodeMismatchException",
    message: "Invalid code or auth state for the user."
  )
  static let wrongAuthenticatorCode = Self(
    name: "CodeMismatchException",
    message: "Invalid code received for user"
  )
  static let expiredCode = Self(
    name: "ExpiredCodeException",
    message: "Invalid code provided, please request a code again."
  )
  static let usedCode = Self(
    name: "ExpiredCodeException",
    message: "Your software token has already been used once."
  )
  static let setupMismatch = Self(
    name: "EnableSoftwareTokenMFAException",
    message: "Code mismatch"
  )
  static let notVerified = Self(
    name: "SoftwareTokenMFANotFoundException",
    message: "Software Token MFA has not been enabled by the userPool"
  )
  static let unknownDevice = Self(
    name: "ResourceNotFoundException",
    message: "Device does not exist."
  )
  static let invalidRefreshToken = notAuthorized("Invalid Refresh Token.")
  static let revokedRefreshToken = notAuthorized("Refresh Token has been revoked")
  static let expiredRefreshToken = notAuthorized("Refresh Token has expired")
  static let invalidAccessToken = notAuthorized("Invalid Access Token")
  static let expiredAccessToken = notAuthorized("Access Token has expired")
  static let revokedAccessToken = notAuthorized("Access Token has been revoked")
  static let missingScope = notAuthorized("Access Token does not have required scopes")
  static let reusedRefreshToken = Self(
    name: "RefreshTokenReuseException",
    message: "Refresh token has already been used"
  )
  static let unknownClient = Self(
    name: "ResourceNotFoundException",
    message: "User pool client ID does not exist."
  )
  static let notARefreshToken = Self(
    name: "UnsupportedTokenTypeException",
    message: "The token is not a refresh token"
  )
  static let revocationOff = Self(
    name: "UnsupportedOperationException",
    message: "Token revocation is not enabled for this client"
  )
  static let wrongRevoker = Self(
    name: "UnauthorizedException",
    message: "The client is not authorized to revoke this token"
  )
  static let notJSON = Self(name: "SerializationException", message: "The body is not valid JSON")
  static let unknownOperation = Self(name: "UnknownOperationException", message: "")
  static let internalError = Self(
    name: "InternalErrorException",
    message: "Something went wrong",
    status: 500
  )
}
