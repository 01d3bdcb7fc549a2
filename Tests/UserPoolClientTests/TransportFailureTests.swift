import AsyncHTTPClient
import AuthCore
import NIOSOCKS
import Testing

@testable import UserPoolClient

@Suite struct TransportFailureTests {
  private static let beforeTheRequest: [any Error] = [
    HTTPClientError.proxyAuthenticationRequired, HTTPClientError.invalidProxyResponse,
    HTTPClientError.httpProxyHandshakeTimeout, HTTPClientError.socksHandshakeTimeout,
    HTTPClientError.serverOfferedUnsupportedApplicationProtocol("h9"),
    SOCKSError.ConnectionFailed(reply: .notAllowed), SOCKSError.NoValidAuthenticationMethod(),
    SOCKSError.InvalidAuthenticationSelection(selection: .gssapi),
    SOCKSError.InvalidProtocolVersion(actual: 4), SOCKSError.InvalidReservedByte(actual: 1),
    SOCKSError.InvalidAddressType(actual: 2), SOCKSError.UnexpectedRead(),
  ]

  @Test(arguments: beforeTheRequest.indices)
  func `what fails before the request is written was not carried out`(index: Int) {
    let error = TransportFailure.userPoolError(Self.beforeTheRequest[index])
    #expect(error.isUnreachable && !error.mayBeCarriedOut)
  }

  @Test(arguments: [
    HTTPClientError.remoteConnectionClosed, .deadlineExceeded, .readTimeout, .cancelled,
    .uncleanShutdown, .writeTimeout,
  ])
  func `what may fail after it leaves the doubt`(error: HTTPClientError) {
    #expect(TransportFailure.userPoolError(error).mayBeCarriedOut)
  }
}
