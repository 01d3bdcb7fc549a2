import AsyncHTTPClient
import AuthCore
import NIOCore
import NIOPosix
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
    default: .unanswered(reason: "the connection broke")
    }
  }

  private static func client(_ error: HTTPClientError) -> UserPoolError {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      .unreachable(reason: "the endpoint did not accept a connection in time")
    case .invalidURL, .emptyHost, .emptyScheme:
      .unreachable(reason: "the endpoint is not a usable address")
    case .alreadyShutdown: .unreachable(reason: "the client was shut down")
    case .deadlineExceeded, .readTimeout: .unanswered(reason: "no answer in time")
    case .cancelled: .unanswered(reason: "cancelled")
    case .remoteConnectionClosed: .unanswered(reason: "the connection was closed before the answer")
    default: .unanswered(reason: "the connection broke (\(error.shortDescription))")
    }
  }

  /// What connect(2) answers when nothing was sent.
  private static let refusals: Set<CInt> = [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH]
}
