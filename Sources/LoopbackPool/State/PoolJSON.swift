import FoundationEssentials

/// The bodies of requests and answers as the wire types.
enum PoolJSON {
  /// A missing member is the caller's parameter, anything else is not the service's JSON.
  static func request<Request: Decodable>(_ body: [UInt8]) throws(PoolRefusal) -> Request {
    do {
      return try JSONDecoder().decode(Request.self, from: Data(body))
    } catch DecodingError.keyNotFound(let key, _) {
      throw .invalidParameter("Missing required parameter \(key.stringValue)")
    } catch {
      throw .notJSON
    }
  }

  static func bytes(_ answer: some Encodable) throws(PoolRefusal) -> [UInt8] {
    do {
      return Array(try JSONEncoder().encode(answer))
    } catch {
      throw .internalError
    }
  }
}
