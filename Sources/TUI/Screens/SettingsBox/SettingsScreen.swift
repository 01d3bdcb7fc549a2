/// The settings: each is changed in place and seen at once; `s` writes them to the file.
package struct SettingsScreen: Equatable, Sendable {
  /// What is being entered for the chosen setting.
  package enum Entry: Equatable, Sendable {
    case none
    case text(TextField)
    /// The next key that is pressed is meant.
    case key
  }

  package internal(set) var table = Table<SettingItem>(columns: [])
  package internal(set) var entry = Entry.none
  /// What was wrong with the last entry.
  package internal(set) var complaint: SafeText?

  package init(_ context: Context) { fit(context) }

  package var chosen: SettingItem { table.selection ?? SettingItem.all[0] }

  mutating func fit(_ context: Context) {
    let items = SettingItem.all
    table.fit(count: items.count, rows: max(1, context.rows - 4)) {
      items[$0]
    } index: {
      items.firstIndex(of: $0)
    }
  }
}
