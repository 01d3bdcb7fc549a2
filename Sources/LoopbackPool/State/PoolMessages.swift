import AuthCore

/// A request as the pool sees it, without a socket.
package struct PoolRequest: Sendable, Unprinted {
  package var method: String
  package var path: String
  /// X-Amz-Target.
  package var target: String?
  package var body: [UInt8]
  /// Without the question mark.
  package var query = ""
  /// The Cookie header.
  package var cookies: String?
  package var authorization: String?
  package var contentType: String?
  package var userAgent: String?

  package init(method: String, path: String, target: String? = nil, body: [UInt8] = []) {
    self.method = method
    self.path = path
    self.target = target
    self.body = body
  }
}

/// The pool's answer, to be written out as it is.
package struct PoolAnswer: Equatable, Sendable, Unprinted {
  package var status: Int
  package var headers: [Header]
  package var body: [UInt8]

  /// One header of an answer.
  package struct Header: Equatable, Sendable {
    package let name: String
    package let value: String
  }

  package init(status: Int, headers: [Header], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package subscript(header: String) -> String? { headers.first { $0.name == header }?.value }
}
