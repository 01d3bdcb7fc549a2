import AuthCore
import FoundationEssentials
import TestSupport
import Testing

@testable import CLI

struct AmplifyFilesTests {
  static let outputs = """
    {
      "version": "1.3",
      "auth": {
        "user_pool_id": "us-east-1_AbCdEfGhI",
        "aws_region": "us-east-1",
        "user_pool_client_id": "1example23456789",
        "identity_pool_id": "us-east-1:00000000-0000-0000-0000-000000000000",
        "mfa_methods": [], "groups": [{"ADMINS": {"precedence": 0}}],
        "oauth": {
          "identity_providers": ["GOOGLE"],
          "redirect_sign_in_uri": ["http://localhost:3000/", "https://app.example/"],
          "redirect_sign_out_uri": ["http://localhost:3000/"],
          "response_type": "code",
          "scopes": ["openid", "email"],
          "domain": "example.auth.us-east-1.amazoncognito.com"
        },
        "passwordless": {"web_authn": true}
      },
      "data": {"url": "https://x.example"}, "custom": {"auht": 1}
    }
    """

  static let plugins = """
    {"UserAgent": "aws-amplify-cli/2.0", "Version": "1.0", "auth": {"plugins":
      {"awsCognitoAuthPlugin": {
        "CredentialsProvider": {"CognitoIdentity": {"Default": {"PoolId": "", "Region": "r"}}},
        "CognitoUserPool": {"Default": {"PoolId": "eu-west-1_P", "AppClientId": "c2",
          "AppClientSecret": "s3cret", "Region": "eu-west-1"}},
        "Auth": {"Default": {"authenticationFlowType": "USER_SRP_AUTH", "OAuth":
          {"WebDomain": "w.example", "AppClientId": "c2", "Scopes": ["openid"],
           "SignInRedirectURI": "myapp://,http://localhost:1/",
           "SignOutRedirectURI": "myapp://"}}}}}}}
    """

  static let exports = """
    {"aws_project_region": "eu-west-1", "aws_cognito_region": "eu-west-1",
     "aws_user_pools_id": "eu-west-1_E", "aws_user_pools_web_client_id": "c3",
     "oauth": {"domain": "d.example", "scope": ["openid"], "redirectSignIn": "http://localhost:2/",
       "redirectSignOut": "", "responseType": "code"}}
    """

  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
    }
    return folder
  }

  @Test func `the file of Gen 2 is read as it is`() throws {
    let folder = try folder(["o.json": Self.outputs])
    let pool = try AmplifyFiles.named(folder.path + "/o.json").configuration
    #expect(pool.poolID == "us-east-1_AbCdEfGhI")
    #expect(pool.clientID == "1example23456789")
    #expect(pool.endpoint == "https://cognito-idp.us-east-1.amazonaws.com")
    #expect(pool.oauth?.domain == "https://example.auth.us-east-1.amazoncognito.com")
    #expect(pool.oauth?.scopes == ["openid", "email"])
    #expect(pool.oauth?.redirectURIs == ["http://localhost:3000/", "https://app.example/"])
  }

  @Test func `both shapes of Gen 1 are read as they are`() throws {
    let folder = try folder(["p.json": Self.plugins, "e.json": Self.exports])
    let plugins = try AmplifyFiles.named(folder.path + "/p.json").configuration
    #expect(plugins.poolID == "eu-west-1_P" && plugins.clientID == "c2")
    #expect(plugins.clientSecret == ClientSecret("s3cret"))
    #expect(plugins.oauth?.redirectURIs == ["myapp://", "http://localhost:1/"])
    let exports = try AmplifyFiles.named(folder.path + "/e.json").configuration
    #expect(exports.poolID == "eu-west-1_E" && exports.clientID == "c3")
    #expect(exports.oauth?.domain == "https://d.example")
    #expect(exports.oauth?.signOutURIs == [])
  }

  @Test(arguments: [
    ("{", "1:2: this is no JSON: a member's name was expected"),
    ("{\"auth\": {},\n}", "2:1: this is no JSON"), ("[]", "1:1: the file is a list where a table"),
    ("", "1:1: this is no JSON: the file is empty"),
    ("{\"auth\": 1}", "1:10: \"auth\" is a number where a table"),
    ("{\"auth\": {\"aws_region\": 7}}", "1:25: auth: \"aws_region\" is 7 where a string"),
    ("{\"auth\":\n {\"aws_region\": \"r\"}}", "2:2: auth: \"user_pool_id\" is missing where"),
    (
      "{\"auth\":\n {\"aws_region\": \"r\", \"user_pool_idd\": 1}}",
      "2:22: auth: \"user_pool_idd\" is here where \"user_pool_id\" was expected"
    ),
    ("{\"auht\": {}}", "1:2: \"auht\" is here where \"auth\" was expected"),
    ("{\"auth\": {}, \"auth\": {}}", "1:14: \"auth\" is here a second time"),
    ("{\"version\": \"2\", \"auth\": {}}", "1:13: \"version\" is \"2\" where version 1"),
    (
      "{\"auth\": {\"aws_region\": \"r\", \"user_pool_id\": \"x\", \"user_pool_client_id\": \"c\"}}",
      "1:46: auth: the pool id is not of the form"
    ),
    (
      "{\"auth\": {\"plugins\": {\"awsCognitoAuthPlugin\": {\"CognitoUserPool\": {\"Default\": {}}}}}}",
      "CognitoUserPool.Default: \"PoolId\" is missing"
    ),
    (
      "{\"aws_project_region\": \"r\", \"aws_user_pools_id\": \"r_P\"}",
      "1:1: \"aws_user_pools_web_client_id\" is missing"
    ),
    ("{}", "there is no Auth in this file"),
  ])
  func `a mistake is told with its place`(text: String, part: String) throws {
    let folder = try folder(["f.json": text])
    let failure = #expect(throws: CommandFailure.self) {
      try AmplifyFiles.named(folder.path + "/f.json")
    }
    #expect(
      failure?.message.contains("f.json:" + part) == true
        || failure?.message.contains(part) == true,
      "\(failure?.message ?? "")"
    )
    #expect(failure?.code == 2)
  }

  @Test func `the nearest project upwards is found, and not beyond a repository`() throws {
    let folder = try folder([AmplifyOutputs.fileName: Self.outputs])
    let inner = folder.path + "/a/b"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    let found = try AmplifyFiles.found(from: inner)
    #expect(found.map(\.configuration.name) == ["amplify"])
    #expect(found.map(\.origin) == [.found])
    #expect(found.first?.file == "\(folder.path)/\(AmplifyOutputs.fileName)")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/a/.git",
      withIntermediateDirectories: true
    )
    #expect(try AmplifyFiles.found(from: inner).isEmpty)
  }

  @Test func `a project that has both files keeps both when they differ`() throws {
    let folder = try folder([
      AmplifyOutputs.fileName: Self.outputs, AmplifyGen1.fileName: Self.exports,
    ])
    let found = try AmplifyFiles.found(from: folder.path)
    #expect(found.map(\.configuration.name) == ["amplify", "amplify-gen1"])
  }

  @Test func `a found project without Auth has no pool and is no mistake`() throws {
    let folder = try folder([AmplifyOutputs.fileName: "{\"version\": \"1\"}"])
    #expect(try AmplifyFiles.found(from: folder.path).isEmpty)
  }
}
