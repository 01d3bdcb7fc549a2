import AsyncHTTPClient
import AuthCore
import NIOCore
import NIOPosix
import NIOSOCKS
import NIOSSL

/// Transport errors by what matters: whether the request can have been carried out.
enum TransportFailure {
  static func userPoolError(_ error: any Error) -> UserPoolError {
    switch error {
    case let error as HTTPClientError: client(error)
    case is NIOConnectionError: .unreachable(reason: "no connection to the endpoint")
    case let error as ChannelError:
      if case .connectTimeout = error {
        .unreachable(reason: "the endpoint did not accept a connection in time")
      } else {
        .unanswered(reason: "the connection broke")
      }
    case is NIOSSLExtraError: .unreachable(reason: "the endpoint's certificate is not valid")
    case let error as NIOSSLError:
      if case .handshakeFailed = error {
        .unreachable(reason: "no secure connection: the TLS handshake failed")
      } else {
        .unanswered(reason: "the secure connection broke")
      }
    case let error as IOError where refusals.contains(error.errnoCode):
      .unreachable(reason: "no connection to the endpoint")
    case is CancellationError: .unanswered(reason: "cancelled")
    case let fault as ConnectionFault: .unreachable(reason: fault.reason)
    case let error where isOfSOCKS(error):
      .unreachable(reason: "the SOCKS proxy did not connect to the endpoint")
    default: .unanswered(reason: "the connection broke")
    }
  }

  /// What is said of a proxy that wants a password, or another one.
  ///
  /// It is not asked again: the same password would only be wrong once more.
  static let proxyPassword = "the proxy wants a user and a password, or others (HTTP 407)"

  private static func client(_ error: HTTPClientError) -> UserPoolError {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      .unreachable(reason: "the endpoint did not accept a connection in time")
    // A tunnel or a protocol that was not agreed on: the request comes after it.
    case .proxyAuthenticationRequired: .unreachable(reason: proxyPassword)
    case .invalidProxyResponse:
      .unreachable(reason: "the proxy did not open a tunnel to the endpoint")
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      .unreachable(reason: "the proxy did not open a tunnel to the endpoint in time")
    case _ where error.shortDescription == unknownProtocol:
      .unreachable(reason: "the endpoint speaks neither HTTP/1.1 nor HTTP/2")
    case .invalidURL, .emptyHost, .emptyScheme:
      .unreachable(reason: "the endpoint is not a usable address")
    case .alreadyShutdown: .unreachable(reason: "the client was shut down")
    case .deadlineExceeded, .readTimeout: .unanswered(reason: "no answer in time")
    case .cancelled: .unanswered(reason: "cancelled")
    case .remoteConnectionClosed: .unanswered(reason: "the connection was closed before the answer")
    default: .unanswered(reason: "the connection broke (\(error.shortDescription))")
    }
  }

  /// Of an endpoint that answers the handshake with a protocol nobody offered (RFC 7301).
  private static let unknownProtocol =
    HTTPClientError.serverOfferedUnsupportedApplicationProtocol("").shortDescription

  /// Whether a SOCKS 5 proxy refused or was none (RFC 1928), which is before anything else is sent.
  private static func isOfSOCKS(_ error: any Error) -> Bool {
    switch error {
    case is SOCKSError.InvalidClientState, is SOCKSError.InvalidProtocolVersion,
      is SOCKSError.InvalidReservedByte, is SOCKSError.InvalidAddressType,
      is SOCKSError.InvalidAuthenticationSelection, is SOCKSError.NoValidAuthenticationMethod,
      is SOCKSError.ConnectionFailed, is SOCKSError.UnexpectedRead:
      true
    default: false
    }
  }

  /// What connect(2) answers when nothing was sent.
  private static let refusals: Set<CInt> = [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH]
}
