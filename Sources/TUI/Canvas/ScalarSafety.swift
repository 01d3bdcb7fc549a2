/// Says of one scalar, away from its neighbours, whether a terminal may be sent it.
enum ScalarSafety {
  /// True when the scalar must be shown as a mark unless an emoji sequence needs it.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 }
    if value < 0xA1 || value == 0xAD { return true }
    if value < 0x250 || (0x2500...0x25FF).contains(value) { return false }
    if (0x3400...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value) {
      return false
    }
    return isBlankLooking(value) || isUnsafeByProperty(scalar)
  }

  private static func isUnsafeByProperty(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: true
    case .lineSeparator, .paragraphSeparator, .spaceSeparator: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Letters and symbols that draw nothing and so could hide between others.
  private static func isBlankLooking(_ value: UInt32) -> Bool {
    switch value {
    case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x13441, 0x13442, 0x1D159: true
    case 0xFFFC: true
    default: false
    }
  }
}
