/// One cell of the model: a character with its combining marks, and how it is drawn.
struct VTCell: Equatable {
  static let blank = VTCell()

  /// Empty for the second half of a wide character.
  var text = " "
  var style = VTStyle()
}

/// How a cell is drawn, by SGR's numbers.
struct VTStyle: Equatable, Hashable {
  var attributes: Set<Int> = []
  /// The colour's own parameters, empty for the default.
  var foreground: [Int] = []
  var background: [Int] = []

  /// Takes the parameters of one SGR sequence; false when one of them is not known.
  mutating func apply(_ parameters: [Int]) -> Bool {
    var rest = (parameters.isEmpty ? [0] : parameters)[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: self = VTStyle()
      case 1...5, 7, 8, 9: attributes.insert(number)
      case 22: attributes.subtract([1, 2])
      case 23...25, 27...29: attributes.remove(number - 20)
      case 30...37, 90...97: foreground = [number]
      case 39: foreground = []
      case 40...47, 100...107: background = [number - 10]
      case 49: background = []
      case 38, 48:
        guard let kind = rest.first, kind == 5 || kind == 2 else { return false }
        let count = kind == 5 ? 2 : 4
        guard rest.count >= count else { return false }
        let colour = [38] + rest.prefix(count)
        if number == 38 { foreground = colour } else { background = colour }
        rest = rest.dropFirst(count)
      default: return false
      }
    }
    return true
  }
}
