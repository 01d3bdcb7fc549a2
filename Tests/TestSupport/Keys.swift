package import TUI

/// Keys as they would be typed: each character is one key.
package func keys(_ text: String) -> [Key] {
  text.map { .character($0) }
}
