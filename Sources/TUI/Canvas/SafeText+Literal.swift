/// Literals are safe because the compiler takes only what stands in the source: a `String` variable does not fit.
extension SafeText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: StaticString) {
    self.init(pieces: Sanitiser.pieces(of: value.description, origin: .own))
  }

  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  /// Takes safe texts and numbers only.
  package struct Interpolation: StringInterpolationProtocol {
    var text = SafeText()

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: StaticString) {
      text.append(SafeText(stringLiteral: literal))
    }

    package mutating func appendInterpolation(_ value: SafeText) {
      text.append(value)
    }

    package mutating func appendInterpolation(_ value: Int) {
      text.append(SafeText(value))
    }

    package mutating func appendInterpolation(_ value: Int, digits: Int) {
      text.append(SafeText(value, digits: digits))
    }
  }
}
