import AuthCore
import TestSupport

/// Makes mutants of signed tokens.
struct Forger {
  private var random: SeededGenerator
  private let originals: [[UInt8]]
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )

  init(seed: UInt64, originals: [[UInt8]]) {
    random = SeededGenerator(seed: seed)
    self.originals = originals
  }

  mutating func mutant() -> [UInt8] {
    let token = original()
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return damaged(token)
    case 1: return relettered(token)
    case 2: return mixed(token, original())
    case 3: return edited(token, part: 0)
    case 4: return edited(token, part: 1)
    case 5: return edited(token, part: 2)
    case 6: return renamed(token)
    default: return Int.random(in: 0..<50, using: &random) == 0 ? token : relettered(token)
    }
  }

  private mutating func original() -> [UInt8] {
    originals[Int.random(in: 0..<originals.count, using: &random)]
  }

  private mutating func damaged(_ token: [UInt8]) -> [UInt8] {
    var token = token
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0..<token.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: token[place] = UInt8.random(in: 0...255, using: &random)
      case 1: token.remove(at: place)
      case 2: token.insert(UInt8.random(in: 0...255, using: &random), at: place)
      default: token.removeSubrange(max(place, 1)...)
      }
      if token.isEmpty { return [0x2E] }
    }
    return token
  }

  /// Another letter of the alphabet in one place: what a reader of base64 accepts.
  private mutating func relettered(_ token: [UInt8]) -> [UInt8] {
    var token = token
    let place = Int.random(in: 0..<token.count, using: &random)
    if token[place] != 0x2E {
      token[place] = Self.letters[Int.random(in: 0..<64, using: &random)]
    }
    return token
  }

  /// Header, claims and signature of two tokens.
  private mutating func mixed(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] {
    let parts = zip(one.split(separator: 0x2E), other.split(separator: 0x2E))
    let chosen = parts.map { Bool.random(using: &random) ? $0 : $1 }
    return Array(chosen.joined(separator: [0x2E]))
  }

  /// A change inside one part's bytes, encoded again.
  private mutating func edited(_ token: [UInt8], part: Int) -> [UInt8] {
    var parts = token.split(separator: 0x2E).map { Array($0) }
    guard var bytes = try? Base64URL.decode(parts[part][...]), !bytes.isEmpty else { return token }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1: bytes[place] = 0x30 + UInt8.random(in: 0...9, using: &random)
    case 2: bytes.insert(0x20, at: place)
    case 3: bytes.remove(at: place)
    default: bytes.append(0)
    }
    parts[part] = Array(Base64URL.encode(bytes).utf8)
    return Array(parts.joined(separator: [0x2E]))
  }

  /// Another header over the same claims and signature.
  private mutating func renamed(_ token: [UInt8]) -> [UInt8] {
    var parts = token.split(separator: 0x2E).map { Array($0) }
    let names = ["none", "HS256", "RS256", "RS384", "ES256", "ES512", "EdDSA", "PS256"]
    let name = names[Int.random(in: 0..<names.count, using: &random)]
    let key = names[Int.random(in: 0..<names.count, using: &random)]
    let header = #"{"alg":"\#(name)","kid":"key-\#(key)"}"#
    parts[0] = Array(Base64URL.encode(Array(header.utf8)).utf8)
    if Bool.random(using: &random) { parts[2] = [] }
    return Array(parts.joined(separator: [0x2E]))
  }
}
