import AuthCore
import TestSupport
import Testing

/// The messages that Cognito uses under one error name, and what they mean.
struct RefusalTests {
  private func kind(_ name: String, _ message: String = "") -> Refusal.Kind? {
    Refusal(
      UserPoolError.refused(name: name, message: message, status: 400),
      at: ManagerBench.now
    )?.kind
  }

  @Test(arguments: [
    ("Refresh Token has expired", Refusal.Kind.expired),
    ("Refresh Token has been revoked", .revoked), ("Invalid Refresh Token.", .unknown),
    ("User is disabled.", .disabled), ("User does not exist.", .deleted),
    ("Password reset required for the user", .unknown),
    ("Device does not match", .device), ("", .unknown),
  ])
  func `NotAuthorizedException is told apart by its message`(message: String, kind: Refusal.Kind) {
    #expect(self.kind("NotAuthorizedException", message) == kind)
  }

  @Test func `other names speak for themselves`() {
    #expect(kind("RefreshTokenReuseException") == .reused)
    #expect(kind("UserNotFoundException") == .deleted)
    #expect(kind("PasswordResetRequiredException") == .unknown)
    #expect(kind("TokenRevokedException", "revoked") == .revoked)
  }

  @Test(arguments: [
    "TooManyRequestsException", "LimitExceededException", "InternalErrorException",
    "ForbiddenException", "InvalidParameterException", "ResourceNotFoundException",
    "UserLambdaValidationException", "OperationNotEnabledException",
  ])
  func `errors that say nothing about the session are no refusal`(name: String) {
    #expect(kind(name) == nil)
  }

  @Test func `a wrong client secret is no refusal of the session`() {
    #expect(
      kind("NotAuthorizedException", "Unable to verify secret hash for client 1") == nil
    )
  }

  @Test(arguments: [
    UserPoolError.unreachable(reason: "r"), .unanswered(reason: "r"),
    .unreadable(status: 200, reason: "r"),
  ])
  func `no answer is no refusal`(error: UserPoolError) {
    #expect(Refusal(error, at: ManagerBench.now) == nil)
  }
}
