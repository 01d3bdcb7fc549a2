/// A storage that holds something beside its items that a person should know of.
public protocol RemarkingStorage: KeyValueStorage {
  /// A few words, such as `2 broken lines`; nil when there is nothing to say.
  var remark: String? { get async }
}
