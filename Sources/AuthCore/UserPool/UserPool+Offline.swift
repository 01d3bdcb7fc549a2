extension UserPool {
  /// A pool that cannot be reached, for programs that only look at what is stored.
  public static let offline = UserPool(
    initiateAuth: { _ throws(UserPoolError) in throw noConnection },
    respondToAuthChallenge: { _ throws(UserPoolError) in throw noConnection },
    getTokensFromRefreshToken: { _ throws(UserPoolError) in throw noConnection },
    revokeToken: { _ throws(UserPoolError) in throw noConnection },
    globalSignOut: { _ throws(UserPoolError) in throw noConnection },
    getUser: { _ throws(UserPoolError) in throw noConnection },
    keySet: { () throws(UserPoolError) in throw noConnection }
  )

  private static let noConnection = UserPoolError.unreachable(reason: "this program works offline")
}
