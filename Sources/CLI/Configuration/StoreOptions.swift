import ArgumentParser

/// Where stores lie that a person may name on the command line.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The cookie jar of the backend cookie.",
      discussion: "Default: AUTHTOP_COOKIE_JAR, the setting cookie.jar, or the one of authtop.",
      valueName: "file"
    )
  )
  var cookieJar: String?
}
